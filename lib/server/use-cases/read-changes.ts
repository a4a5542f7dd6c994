import 'server-only'
import { AppError } from '@/lib/server/boundary/app-error'
import { write } from '@/lib/server/db'
import { type ChangesView, presentHistory } from '@/lib/server/present/history'
import type { Actor } from '@/lib/server/session'
import { findArticle } from '@/lib/server/store/articles'
import { historyOfArticle } from '@/lib/server/store/history'
import { findLook, saveLook } from '@/lib/server/store/looks'

const MAX_ENTRIES = 200

/** What others did to an article since this person last said they had seen it. */
export async function readChanges(actor: Actor, articleId: string): Promise<ChangesView> {
  const article = await findArticle(articleId)
  if (!article) throw new AppError('not-found')
  const look = await findLook(actor.id, articleId)
  const now = { historySeq: article.historySeq, version: article.version }
  if (!look) {
    await markSeen(actor, articleId, now)
    return { since: null, now, entries: [], isCut: false }
  }
  const entries =
    look.historySeq >= article.historySeq
      ? []
      : await historyOfArticle(articleId, { afterSeq: look.historySeq, notBy: actor.id, limit: MAX_ENTRIES + 1 })
  return {
    since: { historySeq: look.historySeq, version: look.version, at: look.at.toISOString() },
    now,
    entries: entries.slice(0, MAX_ENTRIES).map((entry) => presentHistory(entry, actor)),
    isCut: entries.length > MAX_ENTRIES,
  }
}

/** Remembers that this person has seen everything up to a place in the history. */
export async function markSeen(
  actor: Actor,
  articleId: string,
  seen: { readonly historySeq: number; readonly version: number },
  now: Date = new Date(),
): Promise<void> {
  const article = await findArticle(articleId)
  if (!article) throw new AppError('not-found')
  if (seen.historySeq > article.historySeq || seen.version > article.version)
    throw new AppError('invalid-input', 'The article has not come that far.')
  await write((tx) => saveLook(tx, actor.id, articleId, { ...seen, at: now }))
}

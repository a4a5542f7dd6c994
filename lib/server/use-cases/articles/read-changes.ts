import 'server-only'
import { AppError } from '@/lib/server/app-error'
import { type OpenArticle, openArticle } from '@/lib/server/article/open-article'
import { write } from '@/lib/server/db'
import { type ChangesView, presentHistory } from '@/lib/server/present/history'
import type { Actor } from '@/lib/server/session'
import { historyOfArticle } from '@/lib/server/store/history'
import { findSeenMark, saveSeenMark } from '@/lib/server/store/seen-marks'
import { SILENT_EVENTS } from '@/lib/server/use-cases/articles/read-history'

const MAX_ENTRIES = 200

interface Place {
  readonly historySeq: number
  readonly version: number
}

/** What others did to an article since this person last said they had seen it. Reading changes nothing. */
export async function readChanges(actor: Actor, articleId: string): Promise<ChangesView> {
  const open = await openArticle(actor, 'history.read', articleId)
  const { historySeq, version } = open.article
  const now = { historySeq, version }
  const mark = await findSeenMark(actor.id, open.id)
  // Who has never said they saw it has everything before them but the article's coming in.
  const seen = mark?.historySeq ?? 0
  const entries =
    seen >= historySeq
      ? []
      : await historyOfArticle(open.id, {
          afterSeq: seen,
          notBy: actor.id,
          silent: [...SILENT_EVENTS, 'article.created'],
          limit: MAX_ENTRIES + 1,
        })
  return {
    since: mark && { historySeq: mark.historySeq, version: mark.version, at: mark.at.toISOString() },
    now,
    entries: entries.slice(0, MAX_ENTRIES).map((entry) => presentHistory(entry, actor)),
    isCut: entries.length > MAX_ENTRIES,
  }
}

/** Remembers that this person has seen everything up to a place in the history. */
export async function markSeen(actor: Actor, articleId: string, seen: Place, now: Date = new Date()): Promise<void> {
  const open = await openArticle(actor, 'history.read', articleId)
  mustHaveComeTo(open, seen)
  await write((tx) => saveSeenMark(tx, actor.id, open.id, { historySeq: seen.historySeq, version: seen.version, at: now }))
}

function mustHaveComeTo({ article }: OpenArticle, seen: Place): void {
  if (seen.historySeq > article.historySeq || seen.version > article.version)
    throw new AppError('invalid-input', 'The article has not come that far.')
}

import 'server-only'
import { AppError } from '@/lib/server/app-error'
import { openArticle } from '@/lib/server/article/open-article'
import { write } from '@/lib/server/db'
import type { Actor } from '@/lib/server/session'
import { findOwnNote, type OwnNoteRecord, writeOwnNote } from '@/lib/server/store/own-notes'

export interface OwnNoteView {
  readonly text: string
  /** 0: nothing was written yet. */
  readonly revision: number
  readonly updatedAt: string | null
}

const present = (note: OwnNoteRecord | null): OwnNoteView => ({
  text: note?.text ?? '',
  revision: note?.revision ?? 0,
  updatedAt: note?.updatedAt.toISOString() ?? null,
})

/** What this person noted for themselves on an article they may open. */
export async function readOwnNote(actor: Actor, articleId: string): Promise<OwnNoteView> {
  const open = await openArticle(actor, 'article.read', articleId)
  return present(await findOwnNote(open.id, actor.id))
}

/** Keeps it. Throws `stale-revision` with what another window of theirs wrote. */
export async function keepOwnNote(
  actor: Actor,
  articleId: string,
  note: { readonly text: string; readonly revision: number },
): Promise<void> {
  const open = await openArticle(actor, 'article.read', articleId)
  const isKept = await write((tx) =>
    writeOwnNote(tx, { articleId: open.id, personId: actor.id, text: note.text, updatedAt: new Date() }, note.revision),
  )
  if (isKept) return
  throw new AppError('stale-revision', 'You wrote something else here in another window. Both are kept.', {
    details: { current: present(await findOwnNote(open.id, actor.id)), yours: note },
  })
}

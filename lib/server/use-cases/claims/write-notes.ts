import 'server-only'
import type { NoteKind } from '@/lib/core/claim/claim'
import { mentionedIn } from '@/lib/core/text/mentions'
import { AppError } from '@/lib/server/app-error'
import { type ArticleChange, changeOwned } from '@/lib/server/article/change-article'
import { openOwned } from '@/lib/server/article/open-article'
import { newId } from '@/lib/server/ids'
import { type NoteView, presentNote } from '@/lib/server/present/evidence'
import type { Actor } from '@/lib/server/session'
import { touchClaim } from '@/lib/server/store/claims'
import { findDeletedNote, findNote, insertNote, type NoteRecord, setNoteDeleted } from '@/lib/server/store/notes'
import { findPerson, listPeople } from '@/lib/server/store/people'
import { claimIn } from '@/lib/server/use-cases/claims/move-claim'
import { notify } from '@/lib/server/use-cases/notifications/notify'

/** Adds a verification note, a method note, a query to the author, or an answer to one of them. */
export async function addNote(
  actor: Actor,
  claimId: string,
  input: {
    readonly kind: NoteKind
    readonly text: string
    readonly replyTo?: string | null | undefined
    /** Of a query: who is to answer it (whoever brought the article in, unless said), and by when (ISO 8601). */
    readonly owner?: string | null | undefined
    readonly due?: string | null | undefined
  },
): Promise<{ readonly id: string }> {
  const id = newId()
  return changeOwned(actor, 'note.write', 'claim', claimId, async (change) => {
    await claimIn(change, claimId)
    let replyToId: string | null = null
    let answered: NoteRecord | null = null
    if (input.replyTo) {
      const parent = await findNote(change.id, input.replyTo, change.tx)
      if (parent?.claimId !== claimId) throw new AppError('invalid-input', 'The note you answer is not on this claim.')
      // Threads are one level deep; an answer to an answer joins its thread.
      replyToId = parent.replyToId ?? parent.id
      answered = parent
    }
    const { kind, text } = input
    const isQuery = kind === 'author-query' && replyToId === null
    const owner = isQuery ? await findPerson(input.owner ?? change.article.createdById, change.tx) : null
    if (isQuery && input.owner && (!owner || owner.disabledAt))
      throw new AppError('invalid-input', 'The person you ask is not on this desk.')
    if (isQuery && input.owner && change.article.access === 'listed' && !change.article.people.includes(input.owner))
      throw new AppError('invalid-input', 'The person you ask may not open this article. Put them on its list first.')
    const asked = { ownerId: owner?.id ?? null, dueAt: isQuery && input.due ? new Date(input.due) : null }
    await insertNote(change.tx, { id, claimId, kind, text, replyToId, createdById: actor.id, createdAt: change.now, ...asked })
    await touchClaim(change.tx, claimId, change.now)
    change.record({
      name: 'note.added',
      subject: `claim:${claimId}`,
      before: null,
      after: {
        noteId: id,
        kind,
        text,
        replyToId,
        ...(asked.ownerId ? { ownerId: asked.ownerId, due: asked.dueAt?.toISOString() ?? null } : {}),
      },
    })
    if (asked.ownerId) await notify(change, { to: [asked.ownerId], kind: 'query', claimId })
    if (answered) await notify(change, { to: [answered.createdBy.id], kind: 'answer', claimId })
    await notify(change, { to: mentionedIn(text, await listPeople()).map((person) => person.id), kind: 'mention', claimId })
    return { id }
  })
}

export async function readNote(actor: Actor, noteId: string): Promise<NoteView> {
  const open = await openOwned(actor, 'article.read', 'note', noteId)
  const note = await findNote(open.id, noteId)
  if (!note) throw new AppError('not-found')
  return presentNote(note)
}

/** Takes a note back. Its writer, an editor or an admin may; the history keeps its words. */
export async function removeNote(actor: Actor, noteId: string): Promise<void> {
  await changeOwned(actor, 'note.take-back', 'note', noteId, (change) => removeNoteWithin(change, noteId))
}

/** The same inside a change of the article. */
export async function removeNoteWithin(change: ArticleChange, noteId: string): Promise<void> {
  const note = await findNote(change.id, noteId, change.tx)
  await takeBack(change, note, change.now)
  if (note) change.record({ name: 'note.removed', subject: `claim:${note.claimId}`, before: { noteId, text: note.text }, after: null })
}

/** Puts a note back that was taken back, as its writer's. */
export async function restoreNote(actor: Actor, noteId: string): Promise<void> {
  await changeOwned(actor, 'note.take-back', 'note', noteId, (change) => restoreNoteWithin(change, noteId))
}

/** The same inside a change of the article. */
export async function restoreNoteWithin(change: ArticleChange, noteId: string): Promise<void> {
  const note = await findDeletedNote(change.id, noteId, change.tx)
  await takeBack(change, note, null)
  if (note) change.record({ name: 'note.restored', subject: `claim:${note.claimId}`, before: null, after: { noteId, text: note.text } })
}

async function takeBack(change: ArticleChange, note: NoteRecord | null, deletedAt: Date | null): Promise<void> {
  if (!note) throw new AppError('not-found')
  await claimIn(change, note.claimId)
  change.demand(
    'note.take-back',
    { writtenBy: note.createdBy.id },
    'Only the person who wrote a note, an editor or an admin can take it back.',
  )
  await setNoteDeleted(change.tx, note.id, deletedAt)
  await touchClaim(change.tx, note.claimId, change.now)
}

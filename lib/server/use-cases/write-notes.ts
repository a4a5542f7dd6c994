import 'server-only'
import type { NoteKind } from '@/lib/core/claim/claim'
import { AppError } from '@/lib/server/boundary/app-error'
import { newId } from '@/lib/server/ids'
import { changeArticle } from '@/lib/server/live/change-article'
import { presentNote } from '@/lib/server/present/evidence'
import type { Actor } from '@/lib/server/session'
import { findClaim } from '@/lib/server/store/claims'
import { findDeletedNote, findNote, insertNote, setNoteDeleted } from '@/lib/server/store/notes'

/** Adds a verification note, a method note, a query to the author, or an answer to one of them. */
export async function addNote(actor: Actor, claimId: string, input: { kind: NoteKind; text: string; replyTo?: string | null | undefined }) {
  const claim = await findClaim(claimId)
  if (!claim) throw new AppError('not-found')
  const id = newId()
  const note = await changeArticle(actor, claim.articleId, async (change) => {
    let replyToId: string | null = null
    if (input.replyTo) {
      const parent = await findNote(input.replyTo, change.tx)
      if (parent?.claimId !== claimId) throw new AppError('invalid-input', 'The note you answer is not on this claim.')
      // Threads are one level deep; an answer to an answer joins its thread.
      replyToId = parent.replyToId ?? parent.id
    }
    await insertNote(change.tx, {
      id,
      claimId,
      kind: input.kind,
      text: input.text,
      replyToId,
      createdById: actor.id,
      createdAt: change.now,
    })
    change.touchedClaimIds.add(claimId)
    await change.record('note.added', `claim:${claimId}`, null, { noteId: id, kind: input.kind, text: input.text, replyToId })
    return findNote(id, change.tx)
  })
  if (!note) throw new AppError('not-found')
  return presentNote(note)
}

/** Puts a note back that was taken back, as its writer's. */
export async function restoreNote(actor: Actor, noteId: string): Promise<void> {
  const note = await findDeletedNote(noteId)
  const claim = note && (await findClaim(note.claimId))
  if (!note || !claim) throw new AppError('not-found')
  mayTakeBack(actor, note.createdBy.id)
  await changeArticle(actor, claim.articleId, async (change) => {
    await setNoteDeleted(change.tx, noteId, null)
    change.touchedClaimIds.add(claim.id)
    await change.record('note.restored', `claim:${claim.id}`, null, { noteId, text: note.text })
  })
}

function mayTakeBack(actor: Actor, writerId: string): void {
  if (writerId !== actor.id && actor.role !== 'editor' && actor.role !== 'admin')
    throw new AppError('forbidden', 'Only the person who wrote a note, an editor or an admin can take it back.')
}

/** Takes a note back. Its writer, an editor or an admin may; the history keeps its words. */
export async function removeNote(actor: Actor, noteId: string): Promise<void> {
  const note = await findNote(noteId)
  const claim = note && (await findClaim(note.claimId))
  if (!note || !claim) throw new AppError('not-found')
  mayTakeBack(actor, note.createdBy.id)
  await changeArticle(actor, claim.articleId, async (change) => {
    await setNoteDeleted(change.tx, noteId, change.now)
    change.touchedClaimIds.add(claim.id)
    await change.record('note.removed', `claim:${claim.id}`, { noteId, text: note.text }, null)
  })
}

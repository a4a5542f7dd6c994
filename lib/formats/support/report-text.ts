import type { SnapshotClaim, SnapshotNote } from '@/lib/core/article/article-snapshot'
import { NOTE_KIND_LABELS } from '@/lib/core/claim/claim'

/** "23 November 2026, 14:02 UTC": reports name their zone, since they travel. */
export function reportTime(iso: string): string {
  return `${new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(new Date(iso)).replace(' at ', ', ')} UTC`
}

/** Notes in thread order: each note, then its answers. */
export function threaded(notes: readonly SnapshotNote[]): { note: SnapshotNote; isReply: boolean }[] {
  const present = new Set(notes.map((note) => note.id))
  return notes
    .filter((note) => note.replyToId === null || !present.has(note.replyToId))
    .flatMap((note) => [
      { note, isReply: false },
      ...notes.filter((reply) => reply.replyToId === note.id).map((reply) => ({ note: reply, isReply: true })),
    ])
}

export function plainNotes(claim: SnapshotClaim): string {
  return threaded(claim.notes)
    .map(({ note, isReply }) => `${isReply ? '↳ ' : ''}${NOTE_KIND_LABELS[note.kind]} (${note.by}): ${note.text}`)
    .join('\n')
}

export function claimAuthorLine(claim: SnapshotClaim): string {
  return claim.createdBy ? `${claim.createdBy}, ${reportTime(claim.createdAt)}` : ''
}

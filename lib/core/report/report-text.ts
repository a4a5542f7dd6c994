import type { SnapshotClaim, SnapshotCorrection, SnapshotLimits, SnapshotNote } from '@/lib/core/article/article-snapshot'
import { NOTE_KIND_LABELS } from '@/lib/core/claim/claim'
import { CORRECTION_STATE_LABELS } from '@/lib/core/claim/correction'
import { inThousands } from '@/lib/core/text/in-thousands'
import { SIGN_OFF_LABELS } from '@/lib/core/workflow/sign-off'

// Made once: making one costs more than all it writes.
const inWords = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })

/** "23 November 2026, 14:02 UTC": reports name their zone, since they travel. */
export function reportTime(iso: string): string {
  return `${inWords.format(new Date(iso)).replace(' at ', ', ')} UTC`
}

/** What a report does not show, in a sentence; empty when it shows every claim. */
export function describeLeftOut(leftOut: number): string {
  if (leftOut === 0) return ''
  return leftOut === 1
    ? 'One more claim was marked and is left out here: it is not checked yet, or was dismissed.'
    : `${inThousands(leftOut)} more claims were marked and are left out here: they are not checked yet, or were dismissed.`
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

/** "Note (Ana, 3 March 2025, 14:02 UTC)", and of an answer whom it answers. */
export function noteHead(note: SnapshotNote, notes: readonly SnapshotNote[]): string {
  const answered = notes.find((one) => one.id === note.replyToId)
  const to = answered ? `, answering ${answered.by || 'the note above'}` : ''
  return `${NOTE_KIND_LABELS[note.kind]} (${[note.by, reportTime(note.at)].filter(Boolean).join(', ')}${to})`
}

export function plainNotes(claim: SnapshotClaim): string {
  return threaded(claim.notes)
    .map(({ note, isReply }) => `${isReply ? '↳ ' : ''}${noteHead(note, isReply ? claim.notes : [])}: ${note.text}`)
    .join('\n')
}

export function claimAuthorLine(claim: SnapshotClaim): string {
  return claim.createdBy ? `${claim.createdBy}, ${reportTime(claim.createdAt)}` : ''
}

/** Who proposed a correction and what became of it, in words: "Proposed by Ana, 3 Mar 2025; accepted by Bo: reason". */
export function correctionFacts(correction: SnapshotCorrection): string {
  const proposed = `Proposed by ${correction.proposedBy}, ${reportTime(correction.proposedAt)}${correction.reason ? ` (${correction.reason})` : ''}`
  if (correction.state === 'proposed') return proposed
  const decided = `${CORRECTION_STATE_LABELS[correction.state].toLowerCase()}${correction.decidedBy ? ` by ${correction.decidedBy}` : ''}`
  return `${proposed}; ${decided}${correction.decisionReason ? `: ${correction.decisionReason}` : ''}`
}

/** "112 of 131 checkable sentences decided, 19 not looked at", and what makes that uncertain. */
export function coverageLine({ coverage }: SnapshotLimits): string {
  const { checkable, covered, decided, caution } = coverage
  if (checkable === 0) return 'Nothing in it was found to be checkable.'
  const open = checkable - covered
  const counts = `${inThousands(decided)} of ${inThousands(checkable)} checkable sentences decided${open > 0 ? `, ${inThousands(open)} not looked at` : ''}.`
  return caution ? `${counts} ${caution}` : counts
}

/** "Signed by Ana (Editor), 3 March 2025, 14:02 UTC", or that it is void; one a signature, or that there is none. */
export function signOffLines({ signOffs }: SnapshotLimits): string[] {
  if (signOffs.length === 0) return ['Not signed off.']
  return signOffs.map(({ role, by, at, version, isVoid, exceptions }) => {
    const who = by ? `${by} (${SIGN_OFF_LABELS[role]})` : SIGN_OFF_LABELS[role]
    const letPass =
      exceptions.length > 0 ? `, letting ${exceptions.length === 1 ? 'one thing' : `${exceptions.length} things`} pass by name` : ''
    return isVoid
      ? `VOID: ${who} signed version ${version} on ${reportTime(at)}${letPass}; the text has changed since.`
      : `Signed off by ${who}, ${reportTime(at)}${letPass}.`
  })
}

import type { ArticlePayloads } from '@/lib/core/history/events'

/** What a person does on a claim, or on words without one, and can take back; what the text did to it is not among them. */
export const UNDOABLE = [
  'claim.created',
  'claim.updated',
  'claim.decided',
  'claim.moved',
  'claim.removed',
  'evidence.added',
  'evidence.updated',
  'evidence.removed',
  'note.added',
  'note.removed',
  'correction.proposed',
  'checklist.answered',
  'sentence.dismissed',
] as const satisfies readonly (keyof ArticlePayloads)[]
export type Undoable = (typeof UNDOABLE)[number]

/** How long after doing it something can be taken back, in ms. */
export const UNDO_WITHIN_MS = 24 * 60 * 60 * 1000

/** What each is called in “Undone: …”. */
export const UNDO_LABELS: Record<Undoable, string> = {
  'claim.created': 'marking',
  'claim.updated': 'the change of',
  'claim.decided': 'the decision on',
  'claim.moved': 'the move of',
  'claim.removed': 'the removal of',
  'evidence.added': 'the evidence for',
  'evidence.updated': 'the change of evidence for',
  'evidence.removed': 'taking evidence off',
  'note.added': 'the note on',
  'note.removed': 'taking back a note on',
  'correction.proposed': 'the new words for',
  'checklist.answered': 'the answer on',
  'sentence.dismissed': 'waving away words of',
}

interface Entry {
  readonly seq: number
  /** When, to the millisecond; entries of one change share it. */
  readonly at: string
  readonly action: string
  readonly before: unknown
  readonly after: unknown
}

/** Entries that tell what else a person did in one change with others; those are not taken back by themselves. */
export const SETTLING = ['claim.undone', 'correction.accepted'] as const satisfies readonly (keyof ArticlePayloads)[]

/** What may be taken back, newest first: not taken back yet, nor told by taking something back or by accepting words; entries are one person's. */
export function toUndo<T extends Entry>(entries: readonly T[]): T[] {
  const settling = entries.filter(({ action }) => (SETTLING as readonly string[]).includes(action))
  const undone = new Set(settling.map(({ after }) => (after as { undoes?: number }).undoes))
  const times = new Set(settling.map(({ at }) => at))
  return entries.filter((entry) => isUndoable(entry) && !undone.has(entry.seq) && !times.has(entry.at))
}

function isUndoable({ action, before }: Entry): boolean {
  // A claim that moved with a cut and paste of its words goes back with the undo of the text.
  if (action === 'claim.moved') return (before as { ranges?: unknown }).ranges !== undefined
  return (UNDOABLE as readonly string[]).includes(action)
}

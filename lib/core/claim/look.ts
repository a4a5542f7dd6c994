import {
  type ClaimState,
  coversWords,
  FRESHNESS_LABELS,
  type Freshness,
  OUTCOME_LABELS,
  type Outcome,
  STATE_LABELS,
} from '@/lib/core/claim/claim'
import { isDecidedState } from '@/lib/core/workflow/transitions'

/**
 * What a claim looks like, in the text, the list, the board and the report:
 * one underline pattern, one colour, one sign. Derived, never stored.
 */
export const LOOKS = [
  'unchecked',
  'in-progress',
  'waiting',
  'checked',
  'cross-checked',
  'attributed',
  'on-author',
  'conflicting',
  'not-verifiable',
  'opinion',
  'stale',
  'wrong',
  'dismissed',
  'gone',
] as const
export type Look = (typeof LOOKS)[number]

/** The sign in the margin. Shape alone tells the looks apart, without colour. */
export const LOOK_SIGNS: Record<Look, string> = {
  unchecked: '○',
  'in-progress': '◐',
  waiting: '…',
  checked: '✓',
  'cross-checked': '✓✓',
  attributed: '“',
  'on-author': '@',
  conflicting: '≠',
  'not-verifiable': '?',
  opinion: '◇',
  stale: '~',
  wrong: '✗',
  dismissed: '–',
  gone: '⌀',
}

export const LOOK_LABELS: Record<Look, string> = {
  unchecked: 'Unchecked',
  'in-progress': 'In progress',
  waiting: 'Waiting',
  checked: 'Checked: the words are right',
  'cross-checked': 'Cross-checked: right, by two people',
  attributed: 'Attributed: somebody says so',
  'on-author': 'On author: the author answers for it',
  conflicting: 'Conflicting: sources disagree',
  'not-verifiable': 'Not verifiable',
  opinion: 'Opinion: nothing to be right about',
  stale: 'Stale: the words or their context changed',
  wrong: 'Wrong, still in the copy',
  dismissed: 'Dismissed: nothing to check',
  gone: 'Cut, or its words are gone',
}

/** The axes a look is made from. */
export interface ClaimAxes {
  readonly state: ClaimState
  readonly outcome: Outcome | null
  readonly freshness: Freshness
}

/**
 * The look of a claim. A decision that no longer covers the words is shown
 * before anything the decision said: that is the promise of the tool.
 */
export function lookOf(claim: ClaimAxes): Look {
  if (claim.state === 'cut' || claim.freshness === 'orphaned') return 'gone'
  if (claim.state === 'dismissed') return 'dismissed'
  if (!coversWords(claim.freshness)) return 'stale'
  if (claim.outcome === 'wrong') return 'wrong'
  // A tick means checked and right; any other outcome has a sign of its own.
  if (isDecidedState(claim.state) && claim.outcome && claim.outcome !== 'confirmed' && claim.outcome !== 'changed') return claim.outcome
  return claim.state
}

/** A claim's condition in words, for screen readers and the report: "Checked, confirmed, stale". */
export function describeAxes(claim: ClaimAxes): string {
  const parts: string[] = [STATE_LABELS[claim.state]]
  if (claim.outcome) parts.push(OUTCOME_LABELS[claim.outcome].toLowerCase())
  if (claim.freshness !== 'fresh') parts.push(FRESHNESS_LABELS[claim.freshness].toLowerCase())
  return parts.join(', ')
}

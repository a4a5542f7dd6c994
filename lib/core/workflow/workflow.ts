import type { ClaimState, Confidence, Outcome } from '@/lib/core/claim/claim'
import { STATE_LABELS } from '@/lib/core/claim/claim'
import type { Role } from '@/lib/core/permissions/policy'

/** What must hold before a claim may enter a state. Names are stable; messages are for people. */
export type Requirement = 'has-outcome' | 'another-person' | 'words-present' | 'words-gone'

export interface Transition {
  readonly from: readonly ClaimState[]
  readonly to: ClaimState
  readonly who: readonly Role[]
  readonly requires: readonly Requirement[]
}

const CHECKERS: readonly Role[] = ['checker', 'editor', 'admin']

/** The workflow as data (design D7). What is not listed is not allowed. */
export const TRANSITIONS: readonly Transition[] = [
  {
    from: ['in-progress', 'waiting', 'checked', 'cross-checked', 'dismissed', 'cut'],
    to: 'unchecked',
    who: CHECKERS,
    requires: [],
  },
  {
    from: ['unchecked', 'waiting', 'checked', 'cross-checked', 'dismissed', 'cut'],
    to: 'in-progress',
    who: CHECKERS,
    requires: [],
  },
  { from: ['unchecked', 'in-progress', 'checked'], to: 'waiting', who: CHECKERS, requires: [] },
  {
    from: ['unchecked', 'in-progress', 'waiting', 'cross-checked'],
    to: 'checked',
    who: CHECKERS,
    requires: ['has-outcome', 'words-present'],
  },
  {
    from: ['checked'],
    to: 'cross-checked',
    who: CHECKERS,
    requires: ['has-outcome', 'words-present', 'another-person'],
  },
  { from: ['unchecked', 'in-progress', 'waiting'], to: 'dismissed', who: CHECKERS, requires: [] },
  {
    from: ['unchecked', 'in-progress', 'waiting', 'checked', 'cross-checked', 'dismissed'],
    to: 'cut',
    who: CHECKERS,
    requires: ['words-gone'],
  },
]

/** A claim with the values it would have after the change. */
export interface ProposedClaim {
  readonly outcome: Outcome | null
  readonly confidence: Confidence | null
  readonly confidenceReason: string | null
  readonly isOrphaned: boolean
  /** Who recorded the decision that stands, or null. */
  readonly decidedById: string | null
}

/** Why a move is refused: one sentence each, for a journalist. */
export type Refusal = { readonly requirement: Requirement | 'no-such-step' | 'role' | 'confidence-reason'; readonly message: string }

const REQUIREMENT_MESSAGES: Record<Requirement, string> = {
  'has-outcome': 'Choose an outcome first: what did checking find about these words?',
  'another-person': 'A cross-check is a second pair of eyes: somebody other than the person who checked it has to do it.',
  'words-present': 'The words of this claim are not in the article any more, so they cannot be checked.',
  'words-gone': 'The words are still in the article. Cut them from the copy first, or dismiss the claim.',
}

/** Judges a move from one state to another; an empty list means it is allowed. */
export function judgeTransition(
  from: ClaimState,
  to: ClaimState,
  actor: { readonly id: string; readonly role: Role },
  claim: ProposedClaim,
): Refusal[] {
  const transition = TRANSITIONS.find((row) => row.to === to && row.from.includes(from))
  if (!transition)
    return [
      {
        requirement: 'no-such-step',
        message: `A claim cannot go from “${STATE_LABELS[from]}” to “${STATE_LABELS[to]}”.`,
      },
    ]
  if (!transition.who.includes(actor.role))
    return [
      {
        requirement: 'role',
        message: `Your role does not allow moving a claim to “${STATE_LABELS[to]}”.`,
      },
    ]
  return transition.requires
    .filter((requirement) => !holds(requirement, actor, claim))
    .map((requirement) => ({ requirement, message: REQUIREMENT_MESSAGES[requirement] }))
}

function holds(requirement: Requirement, actor: { readonly id: string }, claim: ProposedClaim): boolean {
  switch (requirement) {
    case 'has-outcome':
      return claim.outcome !== null
    case 'another-person':
      return claim.decidedById !== null && claim.decidedById !== actor.id
    case 'words-present':
      return !claim.isOrphaned
    case 'words-gone':
      return claim.isOrphaned
  }
}

/** ICD 203 asks for the reason with the level; a level without one is refused. */
export function judgeConfidence(claim: ProposedClaim): Refusal[] {
  if (claim.confidence === null || claim.confidenceReason?.trim()) return []
  return [
    {
      requirement: 'confidence-reason',
      message: 'Say why: a confidence level needs its reason, in a sentence.',
    },
  ]
}

/** States a claim could go to next from here for this role, for menus. Requirements are judged on the attempt. */
export function nextStates(from: ClaimState, role: Role): ClaimState[] {
  return TRANSITIONS.filter((row) => row.from.includes(from) && row.who.includes(role)).map((row) => row.to)
}

/** States in which a claim's decision stands. */
export function isDecided(state: ClaimState): boolean {
  return state === 'checked' || state === 'cross-checked'
}

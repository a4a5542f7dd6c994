import type { Confidence, Outcome } from '@/lib/core/claim/claim'

/** What must hold before a claim may enter a state. Names are stable; messages are for people. */
export const REQUIREMENTS = ['has-outcome', 'another-person', 'words-present', 'words-gone'] as const
export type Requirement = (typeof REQUIREMENTS)[number]

export const REQUIREMENT_MESSAGES: Record<Requirement, string> = {
  'has-outcome': 'Choose an outcome first: what did checking find about these words?',
  'another-person': 'A cross-check is a second pair of eyes: somebody other than the person who checked it has to do it.',
  'words-present': 'The words of this claim are not in the article any more, so they cannot be checked.',
  'words-gone': 'The words are still in the article. Cut them from the copy first, or dismiss the claim.',
}

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
export interface Refusal {
  readonly requirement: Requirement | 'no-such-step' | 'role' | 'confidence-reason' | 'evidence'
  readonly message: string
}

export function holds(requirement: Requirement, actor: { readonly id: string }, claim: ProposedClaim): boolean {
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
  return [{ requirement: 'confidence-reason', message: 'Say why: a confidence level needs its reason, in a sentence.' }]
}

import { OUTCOME_LABELS, type Outcome } from '@/lib/core/claim/claim'

/** A blind second check, as far as what is to be done about it goes. Times are ISO 8601 UTC. */
export interface SecondCheckFacts {
  readonly checker: string
  readonly outcome: Outcome | null
  readonly firstOutcome: Outcome | null
  /** Null while unanswered, and when nothing stood on the claim to compare with. */
  readonly agrees: boolean | null
  readonly answeredAt: string | null
  readonly closedAt: string | null
  readonly settledAt: string | null
}

/** Where a second check has come to. */
export type SecondCheckState = 'asked' | 'agreed' | 'differs' | 'settled' | 'answered' | 'closed'

export function secondCheckState(check: SecondCheckFacts): SecondCheckState {
  if (check.closedAt) return 'closed'
  if (!check.answeredAt) return 'asked'
  if (check.settledAt) return 'settled'
  return check.agrees === null ? 'answered' : check.agrees ? 'agreed' : 'differs'
}

/**
 * What two people found differently on a claim that nobody has settled, in a
 * sentence; null when there is no such difference. A decision made after the
 * second check, by anybody who saw both, settles it too.
 */
export function openDifference(checks: readonly SecondCheckFacts[], decidedAt: string | null): string | null {
  const open = checks.find(
    (check) => secondCheckState(check) === 'differs' && !(decidedAt && check.answeredAt && decidedAt > check.answeredAt),
  )
  if (!open?.outcome || !open.firstOutcome) return null
  return `${open.checker} found it ${OUTCOME_LABELS[open.outcome].toLowerCase()}, it was ${OUTCOME_LABELS[open.firstOutcome].toLowerCase()}. Somebody else decides.`
}

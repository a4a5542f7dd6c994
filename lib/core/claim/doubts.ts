import type { ClaimRecord } from '@/lib/core/claim/claim-record'

/** What can come up against a decision after it was made, and asks for it to be made anew. */
export const DOUBTS = ['differ', 'disputed', 'source', 'print', 'recheck'] as const
export type Doubt = (typeof DOUBTS)[number]

/** As a claim's row says it. */
export const DOUBT_LABELS: Record<Doubt, string> = {
  differ: 'checked twice, differently',
  disputed: 'disputed since',
  source: 'source corrected or withdrawn',
  print: 'wrong in print',
  recheck: 'to be looked at again',
}

/** As the claim at hand says it. */
export const DOUBT_SENTENCES: Record<Doubt, string> = {
  differ: 'Two people checked it and found different things; a third decides.',
  disputed: 'Somebody who was asked disputed or corrected it after it was decided.',
  source: 'A source it rests on was corrected or withdrawn after it was decided.',
  print: 'An error of it was noted in print after it was found right.',
  recheck: 'The day has come on which it was to be looked at again.',
}

/** Whether the day of a decided claim has come and nobody decided it anew since; `today` is an ISO date. */
export function isDueAgain(claim: Pick<ClaimRecord, 'recheckOn' | 'decision'>, today: string): boolean {
  const { recheckOn, decision } = claim
  return recheckOn !== null && recheckOn <= today && decision !== null && decision.at.toISOString().slice(0, 10) < recheckOn
}

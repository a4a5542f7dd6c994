/**
 * New words proposed for a claim. Accepting puts them into the text in the name
 * of whoever accepts; declining says why.
 */
export const CORRECTION_STATES = ['proposed', 'accepted', 'declined', 'withdrawn'] as const
export type CorrectionState = (typeof CORRECTION_STATES)[number]

export const CORRECTION_STATE_LABELS: Record<CorrectionState, string> = {
  proposed: 'Proposed',
  accepted: 'Accepted',
  declined: 'Declined',
  withdrawn: 'Withdrawn',
}

/** Limits in UTF-16 code units. */
export const CORRECTION_LIMITS = { after: 20_000, reason: 2_000 } as const

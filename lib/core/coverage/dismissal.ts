/** Why a sentence needs no claim, said by name. */
export const DISMISSAL_REASONS = ['nothing-to-check', 'opinion', 'common-knowledge'] as const
export type DismissalReason = (typeof DISMISSAL_REASONS)[number]
export const DISMISSAL_LABELS: Record<DismissalReason, string> = {
  'nothing-to-check': 'Nothing to check',
  opinion: 'Opinion',
  'common-knowledge': 'Common knowledge',
}

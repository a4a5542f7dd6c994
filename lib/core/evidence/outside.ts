import type { Said } from '@/lib/core/evidence/contact'

/** What an outside reader can say of a passage. */
export const OUTSIDE_SAYS = ['right', 'wrong', 'cannot-say'] as const
export type OutsideSays = (typeof OUTSIDE_SAYS)[number]

export const OUTSIDE_LABELS: Record<OutsideSays, string> = {
  right: 'This is right',
  wrong: 'This is not right',
  'cannot-say': 'I cannot say',
}

/** How it is kept as a contact's answer: who says what is right instead corrects, who only objects disputes. */
export function saidOf(says: OutsideSays, hasWords: boolean): Said {
  if (says === 'right') return 'confirmed'
  if (says === 'cannot-say') return 'could-not-say'
  return hasWords ? 'corrected' : 'disputed'
}

/** What an outside reader answered, as they wrote it; ISO 8601 UTC. */
export interface OutsideAnswer {
  readonly claimId: string
  readonly said: OutsideSays
  readonly words: string | null
  readonly at: string
}

/** Limits: of a message in UTF-16 code units; claims of a link; answers of a link, each one counted; days it lasts; links of an article; requests a minute to one link, and to links that are none. */
export const OUTSIDE_LIMITS = { message: 2_000, claims: 50, answers: 500, days: 60, perArticle: 100, perMinute: 120 } as const

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

/** The twin of {@link saidOf}. */
export function outsideSaysOf(said: Said): OutsideSays {
  return said === 'confirmed' ? 'right' : said === 'could-not-say' ? 'cannot-say' : 'wrong'
}

/** Limits: of a message in UTF-16 code units; claims of a link; days it lasts; links of an article; requests to links a minute. */
export const OUTSIDE_LIMITS = { message: 2_000, claims: 50, days: 60, perArticle: 100, perMinute: 120 } as const

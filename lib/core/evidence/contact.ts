/** How somebody was asked. */
export const CHANNELS = ['phone', 'in-person', 'e-mail', 'message', 'letter', 'other'] as const
export type Channel = (typeof CHANNELS)[number]
export const CHANNEL_LABELS: Record<Channel, string> = {
  phone: 'Phone',
  'in-person': 'In person',
  'e-mail': 'E-mail',
  message: 'Message',
  letter: 'Letter',
  other: 'Other',
}

/** On what terms somebody spoke. */
export const TERMS = ['on-record', 'background', 'off-record'] as const
export type Terms = (typeof TERMS)[number]
export const TERMS_LABELS: Record<Terms, string> = {
  'on-record': 'On the record',
  background: 'On background',
  'off-record': 'Off the record',
}

/** What somebody said of a claim. */
export const SAID = ['confirmed', 'disputed', 'corrected', 'could-not-say'] as const
export type Said = (typeof SAID)[number]
export const SAID_LABELS: Record<Said, string> = {
  confirmed: 'Confirmed',
  disputed: 'Disputed',
  corrected: 'Corrected',
  'could-not-say': 'Could not say',
}

export interface ContactAnswer {
  readonly claimId: string
  readonly said: Said
  readonly words: string | null
}

/** Limits in UTF-16 code units, and answers a contact can have. */
export const CONTACT_LIMITS = { name: 300, summary: 10_000, words: 5_000, answers: 200, perArticle: 500 } as const

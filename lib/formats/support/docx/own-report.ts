/** What tells our own Word report from a document of somebody else's, when it comes back. */

/** Stands where the article ends and the claim log begins. */
export const CLAIM_LOG_BOOKMARK = 'tickmark_claim_log'

/** Behind the name of whoever proposed words: told apart from changes that somebody made in Word. */
export const PROPOSED = ' (proposed)'

/** Names of our paragraph styles, as Word shows them. */
export const OWN_STYLES = {
  dek: 'Dek',
  byline: 'Byline',
  pullQuote: 'Pull quote',
  code: 'Code block',
  caption: 'Caption',
  picture: 'Picture not included',
} as const

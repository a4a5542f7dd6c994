/** What one person can note for themselves on an article, in UTF-16 code units. */
export const OWN_NOTE_MAX = 20_000

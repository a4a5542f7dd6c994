/** What differs between two texts: [start, end) of the first, in UTF-16 units, and the words that take its place. */
export interface NarrowChange {
  readonly start: number
  readonly end: number
  readonly after: string
}

/** Words, stretches of white space, and single signs. */
const TOKEN = /[\p{L}\p{N}\p{M}]+|\s+|[^\p{L}\p{N}\p{M}\s]/gu

/**
 * Whole words that were changed, and no more: ("cost 12 crowns", "cost 14
 * crowns") → 5..7, "14". Where words were only put in, the word beside them is
 * taken along, so that the change always stands on words of the first text.
 * Null when nothing differs.
 */
export function narrowChange(before: string, after: string): NarrowChange | null {
  if (before === after) return null
  const old: readonly string[] = before.match(TOKEN) ?? []
  const now: readonly string[] = after.match(TOKEN) ?? []
  let first = 0
  while (first < old.length && first < now.length && old[first] === now[first]) first++
  const isSameAtEnd = (index: number) => old[old.length - 1 - index] === now[now.length - 1 - index]
  let last = 0
  while (last < Math.min(old.length, now.length) - first && isSameAtEnd(last)) last++
  if (first + last === old.length) {
    // Only put in.
    const wordBefore = old.slice(0, first).findLastIndex((token) => /\S/.test(token))
    const wordAfter = old.findIndex((token, index) => index >= first && /\S/.test(token))
    if (wordBefore >= 0) {
      first = wordBefore
      while (first + last + 1 < old.length && isSameAtEnd(last)) last++
    } else last = wordAfter >= 0 ? old.length - wordAfter - 1 : 0
  }
  const start = lengthOf(old.slice(0, first))
  return { start, end: lengthOf(old.slice(0, old.length - last)), after: now.slice(first, now.length - last).join('') }
}

function lengthOf(tokens: readonly string[]): number {
  return tokens.reduce((sum, token) => sum + token.length, 0)
}

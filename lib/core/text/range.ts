/** A stretch of text: offsets in UTF-16 code units, `end` not included. */
export interface TextRange {
  readonly start: number
  readonly end: number
}

/** Takes white space off both ends: (" a ", 0..3) → 1..2. */
export function trimRange(text: string, range: TextRange): TextRange {
  let { start, end } = range
  while (start < end && /\s/.test(text[start] as string)) start++
  while (end > start && /\s/.test(text[end - 1] as string)) end--
  return { start, end }
}

/**
 * What somebody meant who selected words: without white space around them, a
 * comma or the like after them, or an opening bracket or dash left hanging
 * before them ("12 percent, " → "12 percent"). A full stop stays: it may belong
 * to an abbreviation.
 */
export function trimClaimRange(text: string, range: TextRange): TextRange {
  let { start, end } = trimRange(text, range)
  while (end > start && /[\s,;:–—-]/.test(text[end - 1] as string)) end--
  while (start < end && /[\s,;:–—]/.test(text[start] as string)) start++
  return { start, end }
}

/** Whether two ranges share a character: (0..3, 2..5) → true, (0..3, 3..5) → false. */
export function overlaps(a: TextRange, b: TextRange): boolean {
  return a.start < b.end && b.start < a.end
}

/** A text in pieces of at most `length` UTF-16 units, no character cut. */
export function inPieces(text: string, length: number): string[] {
  const pieces: string[] = []
  for (let at = 0; at < text.length; ) {
    const end = Math.min(at + length, text.length)
    const cut = cutsCharacter(text, end) ? end - 1 : end
    pieces.push(text.slice(at, cut))
    at = cut
  }
  return pieces
}

/** Whether an offset stands between the two halves of a surrogate pair. */
export function cutsCharacter(text: string, offset: number): boolean {
  return offset > 0 && (text.codePointAt(offset - 1) ?? 0) > 0xffff
}

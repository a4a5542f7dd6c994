/** Word boundaries over plain text. `Intl.Segmenter` (Unicode UAX 29) finds them; each of its steps costs time that grows with the text given (V8), so it gets pieces. */

/** Size of a piece, in UTF-16 code units; it ends at white space. */
const WORD_PIECE = 1_000
/** A piece of words without any white space is cut here all the same. */
const WORD_PIECE_LIMIT = 4_000

let wordSegmenter: Intl.Segmenter | undefined

function* wordsOf(text: string): Generator<Intl.SegmentData> {
  wordSegmenter ??= new Intl.Segmenter('en', { granularity: 'word' })
  for (let start = 0; start < text.length; ) {
    let end = Math.min(start + WORD_PIECE, text.length)
    while (end < text.length && end < start + WORD_PIECE_LIMIT && !/\s/.test(text[end - 1] as string)) end++
    yield* wordSegmenter.segment(text.slice(start, end))
    start = end
  }
}

/** Words and the stretches between them, in order; joining them gives the text back. */
export function tokensOf(text: string): string[] {
  return Array.from(wordsOf(text), (part) => part.segment)
}

/** Number of words in a text, as `Intl.Segmenter` counts them. */
export function countWords(text: string): number {
  let count = 0
  for (const part of wordsOf(text)) if (part.isWordLike) count++
  return count
}

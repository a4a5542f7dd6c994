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

/** Scripts whose words stand without spaces: a dictionary finds them. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Hebrew}]/u
/** A word of the other scripts (UAX 29, WB5 to WB13): letters and figures, with a mark that joins two of them. */
const WORD =
  /[\p{L}\p{Nd}_][\p{L}\p{M}\p{Nd}_\u00ad\u200d]*(?:(?:(?<=[\p{L}\p{M}\u00ad\u200d])[.:·'’‘․﹒＇．](?=\p{L})|(?<=\p{Nd})[.,;'’‘٬،](?=\p{Nd}))[\p{L}\p{M}\p{Nd}_\u00ad\u200d]+)*/gu

/** Number of words in a text, as `Intl.Segmenter` counts them; that takes fifteen times as long, and is asked where spaces do not part words. */
export function countWords(text: string): number {
  if (!UNSPACED.test(text)) return text.match(WORD)?.length ?? 0
  let count = 0
  for (const part of wordsOf(text)) if (part.isWordLike) count++
  return count
}

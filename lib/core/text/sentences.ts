import { type TextRange, trimRange } from '@/lib/core/text/range'

/** Sentence boundaries over plain text, with offsets in UTF-16 code units. */

// A full stop after one of these does not end a sentence.
const ABBREVIATION =
  /(?:^|[\s(“"'‘])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|Gen|Col|Lt|Sgt|Capt|Sen|Rep|Gov|Rev|Hon|Jr|Sr|Inc|Ltd|Co|Corp|No|Nos|vs|approx|est|dept|Dept|Fig|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|U\.S|U\.K|U\.N|E\.U|a\.m|p\.m|e\.g|i\.e)\.\s+$/

let segmenter: Intl.Segmenter | undefined

/** Each step of `Intl.Segmenter` costs time that grows with the whole text given (V8), so it gets pieces of about this many code units. */
const SENTENCE_PIECE = 4_000

/** Where the sentences of a block end, as UAX 29 has it. */
function* sentenceEnds(block: string): Generator<number> {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'sentence' })
  let start = 0
  let length = SENTENCE_PIECE
  while (start < block.length) {
    const isLast = start + length >= block.length
    const ends = Array.from(segmenter.segment(block.slice(start, start + length)), (part) => part.index + part.segment.length)
    // The last one may go on in the next piece.
    if (!isLast) ends.pop()
    for (const end of ends) yield start + end
    const done = ends[ends.length - 1]
    if (done === undefined) length *= 2
    else {
      start += done
      length = SENTENCE_PIECE
    }
  }
}

/**
 * Sentences of one block of text (no line breaks inside are treated as ends
 * other than a hard break). `Intl.Segmenter` (Unicode UAX 29) finds the
 * boundaries; those it puts after an abbreviation or an initial are undone.
 */
export function sentencesOf(block: string): TextRange[] {
  const spans: TextRange[] = []
  let start = 0
  for (const end of sentenceEnds(block)) {
    const soFar = block.slice(Math.max(start, end - 24), end)
    if (end < block.length && ABBREVIATION.test(soFar) && !soFar.endsWith('\n')) continue
    spans.push(trimRange(block, { start, end }))
    start = end
  }
  return spans.filter((span) => span.end > span.start)
}

/**
 * The sentence or sentences of `text` that `span` touches, within the lines
 * (text blocks) it touches. This is the "enclosing sentence" of a decision.
 * `split` finds the sentences of a block, for callers that ask for many spans of one.
 */
export function sentenceAround(text: string, span: TextRange, split: (block: string) => TextRange[] = sentencesOf): TextRange {
  const blockStart = text.lastIndexOf('\n', span.start - 1) + 1
  const nextBreak = text.indexOf('\n', span.end)
  const blockEnd = nextBreak === -1 ? text.length : nextBreak
  const sentences = split(text.slice(blockStart, blockEnd))
  const touched = sentences.filter((sentence) => blockStart + sentence.end > span.start && blockStart + sentence.start < span.end)
  const first = touched[0]
  const last = touched[touched.length - 1]
  if (!first || !last) return trimRange(text, { start: blockStart, end: blockEnd })
  return {
    start: Math.min(span.start, blockStart + first.start),
    end: Math.max(span.end, blockStart + last.end),
  }
}

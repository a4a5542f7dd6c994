import type { Node } from '@tiptap/pm/model'
import { remembered } from '@/lib/core/remembered'
import type { TextRange } from '@/lib/core/text/range'
import { sentenceAround, sentencesOf } from '@/lib/core/text/sentences'
import { quoteAt } from '@/lib/editor/queries/claim-ranges'
import { blockText, textMapOf, textOf } from '@/lib/editor/text-map'

/** Lines whose sentences are kept: an edit splits the one line it touched anew. */
const LINES = 2_000

/** Sentences of one block of text; offsets relative to the block. */
export const sentencesInBlock: (line: string) => TextRange[] = remembered(LINES, sentencesOf)

/** Where the sentence or sentences stand that a range of the canonical text touches. */
export function sentenceRange(doc: Node, range: TextRange): TextRange {
  return sentenceAround(textOf(doc), range, sentencesInBlock)
}

/** Where the sentences stand that some ranges touch, in order: what stands between two sentences far apart is in none. */
export function sentencesAround(doc: Node, ranges: readonly TextRange[]): TextRange[] {
  const found: TextRange[] = []
  for (const range of ranges) {
    const sentence = sentenceRange(doc, range)
    const last = found.at(-1)
    // Of one sentence, or of one right behind the other.
    if (last && sentence.start <= last.end + 1) found[found.length - 1] = { start: last.start, end: Math.max(last.end, sentence.end) }
    else found.push(sentence)
  }
  return found
}

/** The sentences some ranges of the canonical text touch, as words. */
export function sentencesInWords(doc: Node, ranges: readonly TextRange[]): string {
  return quoteAt(textOf(doc), sentencesAround(doc, ranges))
}

// Kept with the block, however many there are: one that was not edited is the same object in the next version.
const ofBlocks = new WeakMap<Node, readonly TextRange[]>()

/** All sentences of a document as ranges of the canonical text, in order. */
export function sentencesInDocument(doc: Node): TextRange[] {
  return textMapOf(doc).blocks.flatMap((block) => {
    const sentences = ofBlocks.get(block.node) ?? sentencesOf(blockText(block.node))
    ofBlocks.set(block.node, sentences)
    return sentences.map(({ start, end }) => ({ start: block.start + start, end: block.start + end }))
  })
}

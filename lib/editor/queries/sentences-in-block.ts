import type { Node } from '@tiptap/pm/model'
import { remembered } from '@/lib/core/remembered'
import type { TextRange } from '@/lib/core/text/range'
import { sentenceAround, sentencesOf } from '@/lib/core/text/sentences'
import { blockText, textMapOf, textOf } from '@/lib/editor/text-map'

/** Lines whose sentences are kept: an edit splits the one line it touched anew. */
const LINES = 2_000

/** Sentences of one block of text; offsets relative to the block. */
export const sentencesInBlock: (line: string) => TextRange[] = remembered(LINES, sentencesOf)

/** Where the sentence or sentences stand that a range of the canonical text touches. */
export function sentenceRange(doc: Node, range: TextRange): TextRange {
  return sentenceAround(textOf(doc), range, sentencesInBlock)
}

/** The sentence or sentences a range of the canonical text touches. */
export function sentenceInDocument(doc: Node, range: TextRange): string {
  const { start, end } = sentenceRange(doc, range)
  return textOf(doc).slice(start, end)
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

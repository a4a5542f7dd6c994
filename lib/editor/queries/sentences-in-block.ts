import type { Node } from '@tiptap/pm/model'
import type { TextRange } from '@/lib/core/text/range'
import { sentenceAround, sentencesOf } from '@/lib/core/text/sentences'
import { blockText, textMapOf, textOf } from '@/lib/editor/text-map'

// Sentences of a line of text, kept by the line: an edit splits the one line it touched anew.
const MAX_LINES = 2_000
const lines = new Map<string, TextRange[]>()

/** Sentences of one block of text; offsets relative to the block. */
export function sentencesInBlock(line: string): TextRange[] {
  const known = lines.get(line)
  if (known) return known
  const sentences = sentencesOf(line)
  if (lines.size >= MAX_LINES) lines.clear()
  lines.set(line, sentences)
  return sentences
}

/** Where the sentence or sentences stand that a range of the canonical text touches. */
export function sentenceRange(doc: Node, range: TextRange): TextRange {
  return sentenceAround(textOf(doc), range, sentencesInBlock)
}

/** The sentence or sentences a range of the canonical text touches. */
export function sentenceInDocument(doc: Node, range: TextRange): string {
  const { start, end } = sentenceRange(doc, range)
  return textOf(doc).slice(start, end)
}

/** All sentences of a document as ranges of the canonical text, in order. */
export function sentencesInDocument(doc: Node): TextRange[] {
  return textMapOf(doc).blocks.flatMap((block) => {
    const line = blockText(block.node)
    return sentencesInBlock(line).map(({ start, end }) => ({ start: block.start + start, end: block.start + end }))
  })
}

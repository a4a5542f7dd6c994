import type { Node } from '@tiptap/pm/model'
import type { TextRange } from '@/lib/core/text/range'
import { claimRanges } from '@/lib/editor/queries/claim-ranges'
import { textMapOf } from '@/lib/editor/text-map'

/** How far around a claim words are looked for, in UTF-16 code units. */
const AROUND = 200

/** A claim's range with one edge moved by a word; null when it cannot be. */
export function stretchedRange(doc: Node, claimId: string, edge: 'start' | 'end', direction: 1 | -1): TextRange | null {
  const range = claimRanges(doc, new Set([claimId])).get(claimId)
  const first = range?.[0]
  const last = range?.[range.length - 1]
  if (!first || !last) return null
  const { text } = textMapOf(doc)
  const from = Math.max(0, first.start - AROUND)
  const words = [...new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text.slice(from, last.end + AROUND))]
    .filter((part) => part.isWordLike || /[^\s\p{P}]/u.test(part.segment))
    .map((part) => ({ start: from + part.index, end: from + part.index + part.segment.length }))
  const now = edge === 'start' ? first.start : last.end
  const places = words.map((word) => word[edge]).filter((at) => (direction === 1 ? at > now : at < now))
  const at = direction === 1 ? places[0] : places[places.length - 1]
  if (at === undefined) return null
  const result = edge === 'start' ? { start: at, end: last.end } : { start: first.start, end: at }
  return result.start < result.end ? result : null
}

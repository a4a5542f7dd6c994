import type { Node } from '@tiptap/pm/model'
import { describeRange } from '@/lib/core/anchoring/quote-selector'
import type { ClaimPlace } from '@/lib/core/claim/claim-changes'
import type { TextRange } from '@/lib/core/text/range'
import { claimRanges, quoteAt } from '@/lib/editor/queries/claim-ranges'
import { sentencesInWords } from '@/lib/editor/queries/sentences-in-block'
import { textOf } from '@/lib/editor/text-map'

/**
 * Reads the place of a claim; null when no words carry it. Finding the sentence
 * costs most of it, so who reads thousands can do without.
 */
export function placeOf(
  doc: Node,
  ranges: readonly TextRange[] | undefined,
  options: { readonly hasSentence: boolean } = { hasSentence: true },
): ClaimPlace | null {
  const first = ranges?.[0]
  const last = ranges?.[ranges.length - 1]
  if (!ranges || !first || !last) return null
  const text = textOf(doc)
  return {
    ranges,
    quote: quoteAt(text, ranges),
    prefix: describeRange(text, first).prefix,
    suffix: describeRange(text, last).suffix,
    sentence: options.hasSentence ? sentencesInWords(doc, ranges) : '',
  }
}

// A document never changes, so what was read of it is kept with it: an edit settles and tells the same places.
const kept = new WeakMap<Node, Map<string, ClaimPlace | null>>()

/** Where some claims stand. */
export function placesOf(doc: Node, ids: Iterable<string>): Map<string, ClaimPlace | null> {
  const known = kept.get(doc) ?? new Map<string, ClaimPlace | null>()
  kept.set(doc, known)
  const wanted = new Set(ids)
  const missing = new Set([...wanted].filter((id) => !known.has(id)))
  if (missing.size > 0) {
    const ranges = claimRanges(doc, missing)
    for (const id of missing) known.set(id, placeOf(doc, ranges.get(id)))
  }
  return new Map([...wanted].map((id) => [id, known.get(id) ?? null]))
}

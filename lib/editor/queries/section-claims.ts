import type { Node } from '@tiptap/pm/model'
import { claimRanges } from '@/lib/editor/queries/claim-ranges'
import { textMapOf } from '@/lib/editor/text-map'

/**
 * Claims that begin in the section a claim begins in, itself among them, in
 * reading order: from the heading above it to the next one of the same level
 * or a higher one; before the first heading, what stands there. Empty when the
 * claim has no words in the text.
 */
export function claimsOfSection(doc: Node, claimId: string): string[] {
  const ranges = claimRanges(doc)
  const begin = ranges.get(claimId)?.[0]?.start
  if (begin === undefined) return []
  const headings = textMapOf(doc)
    .blocks.filter(({ node }) => node.type.name === 'heading')
    .map(({ node, start }) => ({ start, level: Number(node.attrs.level) }))
  const above = headings.findLast(({ start }) => start <= begin)
  const below = headings.find(({ start, level }) => start > begin && (!above || level <= above.level))
  const end = below?.start ?? Number.POSITIVE_INFINITY
  return [...ranges]
    .map(([id, [first]]) => ({ id, at: first?.start ?? -1 }))
    .filter(({ at }) => at >= (above?.start ?? 0) && at < end)
    .sort((a, b) => a.at - b.at)
    .map(({ id }) => id)
}

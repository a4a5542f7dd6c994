import type { Node } from '@tiptap/pm/model'
import type { TextRange } from '@/lib/core/text/range'
import { type TextBlock, textMapOf } from '@/lib/editor/text-map'

/** Between two ranges of one claim, in its quote. */
export const RANGE_SEPARATOR = ' … '

// Claim stretches of one text block, relative to the block. Kept with the block.
const blockClaims = new WeakMap<Node, ReadonlyMap<string, readonly TextRange[]>>()
const NONE: ReadonlyMap<string, readonly TextRange[]> = new Map()

/** Where each claim stands inside one text block, as offsets relative to the block. */
export function claimsInBlock(block: Node): ReadonlyMap<string, readonly TextRange[]> {
  let claims = blockClaims.get(block)
  if (claims) return claims
  const found = new Map<string, TextRange[]>()
  block.forEach((child, offset) => {
    for (const mark of child.marks) {
      if (mark.type.name !== 'claim') continue
      const id = mark.attrs.id as string
      const ranges = found.get(id) ?? []
      const last = ranges[ranges.length - 1]
      if (last?.end === offset) ranges[ranges.length - 1] = { start: last.start, end: offset + child.nodeSize }
      else ranges.push({ start: offset, end: offset + child.nodeSize })
      found.set(id, ranges)
    }
  })
  claims = found.size === 0 ? NONE : found
  blockClaims.set(block, claims)
  return claims
}

/**
 * Ranges of claims in the canonical text, in reading order. Ranges that only
 * block separators part are one: a claim over two paragraphs has one range.
 * With `only`, looks for those ids alone; the cost does not grow with the
 * number of other claims.
 */
export function claimRanges(doc: Node, only?: ReadonlySet<string>): Map<string, TextRange[]> {
  const map = textMapOf(doc)
  const found = new Map<string, TextRange[]>()
  // Per claim, whether only empty blocks came since its last range.
  const add = (block: TextBlock, id: string, local: readonly TextRange[]) => {
    let ranges = found.get(id)
    if (!ranges) {
      ranges = []
      found.set(id, ranges)
    }
    for (const range of local) {
      const start = block.start + range.start
      const end = block.start + range.end
      const last = ranges[ranges.length - 1]
      if (last && isOnlySeparators(map.text, last.end, start)) ranges[ranges.length - 1] = { start: last.start, end }
      else ranges.push({ start, end })
    }
  }
  for (const block of map.blocks) {
    const claims = claimsInBlock(block.node)
    if (claims.size === 0) continue
    if (!only) {
      for (const [id, local] of claims) add(block, id, local)
      continue
    }
    for (const id of only) {
      const local = claims.get(id)
      if (local) add(block, id, local)
    }
  }
  return found
}

function isOnlySeparators(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (text.charCodeAt(at) !== 10) return false
  return true
}

/** Today's words of a claim: what stands at its ranges. */
export function quoteAt(text: string, ranges: readonly TextRange[]): string {
  return ranges.map((range) => text.slice(range.start, range.end)).join(RANGE_SEPARATOR)
}

/** Ids of the claims on the text that ends at a position (in the block before, when the block starts there). */
export function claimIdsBefore(doc: Node, position: number): Set<string> {
  const $position = doc.resolve(position)
  if ($position.nodeBefore?.isText) return idsOf($position.nodeBefore)
  if (!$position.parent.isTextblock || $position.parentOffset > 0) return new Set()
  return idsOfNeighbour(doc, $position.start() - 1, -1)
}

/** Ids of the claims on the text that starts at a position (in the block after, when the block ends there). */
export function claimIdsAfter(doc: Node, position: number): Set<string> {
  const $position = doc.resolve(position)
  if ($position.nodeAfter?.isText) return idsOf($position.nodeAfter)
  if (!$position.parent.isTextblock || $position.parentOffset < $position.parent.content.size) return new Set()
  return idsOfNeighbour(doc, $position.end() + 1, 1)
}

// Walks from one text block to the next non-empty one, at most a few blocks.
function idsOfNeighbour(doc: Node, edge: number, direction: 1 | -1): Set<string> {
  let position = edge
  for (let hops = 0; hops < 12; hops++) {
    if (position < 0 || position > doc.content.size) return new Set()
    const $position = doc.resolve(position)
    if ($position.parent.isTextblock) {
      const child = direction < 0 ? $position.parent.lastChild : $position.parent.firstChild
      if (child) return child.isText ? idsOf(child) : new Set()
      position = direction < 0 ? $position.start() - 1 : $position.end() + 1
    } else {
      position += direction
    }
  }
  return new Set()
}

function idsOf(node: Node): Set<string> {
  return new Set(node.marks.filter((mark) => mark.type.name === 'claim').map((mark) => mark.attrs.id as string))
}

/** Ids of the claims that cover every character between two positions; none when there is no text between. */
export function claimIdsCovering(doc: Node, from: number, to: number): Set<string> {
  let common: Set<string> | null = null
  doc.nodesBetween(from, to, (node) => {
    if (!node.isInline) return true
    const ids = idsOf(node)
    common = common ? new Set([...common].filter((id) => ids.has(id))) : ids
    return false
  })
  return common ?? new Set()
}

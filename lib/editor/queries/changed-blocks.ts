import type { Node } from '@tiptap/pm/model'

export interface ChangedBlocks {
  readonly before: readonly Node[]
  readonly after: readonly Node[]
}

/**
 * The top-level blocks in which two documents differ. Unedited blocks are the
 * same objects in both, so this compares references from both ends and reads
 * no text.
 */
export function changedBlocks(before: Node, after: Node, options: { readonly withNeighbours?: boolean } = {}): ChangedBlocks {
  if (before === after) return { before: [], after: [] }
  let head = 0
  while (head < before.childCount && head < after.childCount && before.child(head) === after.child(head)) head++
  let tail = 0
  while (
    tail < before.childCount - head &&
    tail < after.childCount - head &&
    before.child(before.childCount - 1 - tail) === after.child(after.childCount - 1 - tail)
  )
    tail++
  // With a neighbour on each side: a claim may run on across the edge.
  const margin = options.withNeighbours ? 1 : 0
  const from = Math.max(0, head - margin)
  return {
    before: children(before, from, Math.min(before.childCount, before.childCount - tail + margin)),
    after: children(after, from, Math.min(after.childCount, after.childCount - tail + margin)),
  }
}

function children(doc: Node, start: number, end: number): Node[] {
  const nodes: Node[] = []
  for (let index = start; index < end; index++) nodes.push(doc.child(index))
  return nodes
}

/** Ids of all claims in some blocks. */
export function claimIdsIn(nodes: readonly Node[]): Set<string> {
  const ids = new Set<string>()
  for (const node of nodes) {
    node.descendants((child) => {
      for (const mark of child.marks) if (mark.type.name === 'claim') ids.add(mark.attrs.id as string)
      return true
    })
  }
  return ids
}

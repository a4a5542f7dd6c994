import type { Node } from '@tiptap/pm/model'

const ADDRESS = 'attachment:'

/** Ids of the kept pictures in some blocks. */
export function pictureIdsIn(nodes: Iterable<Node>): Set<string> {
  const ids = new Set<string>()
  const look = (node: Node): boolean => {
    const src = node.type.name === 'figure' ? (node.attrs.src as string | null) : null
    if (src?.startsWith(ADDRESS)) ids.add(src.slice(ADDRESS.length))
    return !node.isTextblock
  }
  for (const node of nodes) if (look(node)) node.descendants(look)
  return ids
}

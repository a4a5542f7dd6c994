import { Fragment, type Node } from '@tiptap/pm/model'
import { inThousands } from '@/lib/core/text/in-thousands'
import { MAX_COLUMNS } from '@/lib/editor/extensions/bounds/attribute-bounds'

/** Nodes inside nodes, the text not counted: beyond this, browsers and what exports the text give up. */
export const MAX_DEPTH = 40
/** Columns × rows of all tables in one top-level block. */
export const MAX_TABLE_PLACES = 100_000

/** What is wrong with how some blocks nest or how wide their tables are, as words for a sentence; null when nothing is. */
export function shapeProblem(blocks: readonly Node[]): string | null {
  // Not by recursion: what is to be refused may be thousands deep.
  const waiting = blocks.map((node) => ({ node, depth: 1 }))
  let places = 0
  for (let one = waiting.pop(); one; one = waiting.pop()) {
    const { node, depth } = one
    if (depth > MAX_DEPTH) return `blocks inside blocks more than ${MAX_DEPTH} deep`
    if (node.type.name === 'table') {
      const { columns, rows } = sizeOf(node)
      if (columns > MAX_COLUMNS) return `a table of more than ${MAX_COLUMNS} columns`
      places += columns * rows
      if (places > MAX_TABLE_PLACES) return `tables of more than ${inThousands(MAX_TABLE_PLACES)} cells`
    }
    if (!node.isTextblock) for (const child of childrenOf(node)) waiting.push({ node: child, depth: depth + 1 })
  }
  return null
}

/** Columns and rows a table takes up: cells that reach down push those of later rows aside (HTML, “forming a table”). */
function sizeOf(table: Node): { readonly columns: number; readonly rows: number } {
  // Row → columns that begin or end to be taken there by cells of rows above.
  const changes = new Map<number, number>()
  const change = (row: number, by: number) => changes.set(row, (changes.get(row) ?? 0) + by)
  let columns = 0
  let rows = table.childCount
  let reaching = 0
  childrenOf(table).forEach((row, index) => {
    reaching += changes.get(index) ?? 0
    let own = 0
    for (const cell of childrenOf(row)) {
      const width = Number(cell.attrs.colspan) || 1
      const height = Number(cell.attrs.rowspan) || 1
      own += width
      if (height > 1) {
        change(index + 1, width)
        change(index + height, -width)
        rows = Math.max(rows, index + height)
      }
    }
    columns = Math.max(columns, own + reaching)
  })
  return { columns, rows }
}

function childrenOf(node: Node): readonly Node[] {
  return node.content instanceof Fragment ? node.content.content : []
}

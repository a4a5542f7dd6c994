import type { DOMOutputSpec, Mark, Node } from '@tiptap/pm/model'
import type { Look } from '@/lib/core/claim/look'
import { escapeHtml } from '@/lib/core/text/escape-html'
import type { ShownProposal } from '@/lib/editor/queries/shown-proposals'

const VOID = new Set(['br', 'hr', 'img', 'col'])

/**
 * The document as the editor draws it, written without a DOM: what can be read
 * before any script ran. Claims have the underline of their look; a claim
 * without one is plain text. Words that are proposed stand after those they
 * are to replace, as the editor shows them. Everything is escaped; tags and
 * attributes come from the schema alone.
 */
export function writeHtml(
  doc: Node,
  lookOfClaim: (claimId: string) => Look | null,
  proposals: readonly Omit<ShownProposal, 'id'>[] = [],
): string {
  return childrenOf(doc, 0)

  /** `start` is the position of its first child. */
  function childrenOf(parent: Node, start: number): string {
    if (parent.inlineContent) return inlineOf(parent, start)
    let html = ''
    parent.forEach((child, offset) => {
      const written = writeSpec(specOf(child), childrenOf(child, start + offset + 1))
      // As the editor's own view of tables does.
      html += child.type.name === 'table' ? `<div class="tableWrapper">${written}</div>` : written
    })
    return html
  }

  function inlineOf(parent: Node, start: number): string {
    // An empty line has a height.
    if (parent.content.size === 0) return `${newWordsAt(start)}<br>`
    let html = ''
    let open: readonly { readonly mark: Mark; readonly end: string }[] = []
    parent.forEach((child, offset) => {
      const marks = child.marks.filter((mark) => mark.type.name !== 'claim' || lookOfClaim(String(mark.attrs.id)) !== null)
      let same = 0
      while (same < open.length && same < marks.length && open[same]?.mark.eq(marks[same] as Mark)) same++
      for (const { end } of open.slice(same).toReversed()) html += end
      open = open.slice(0, same)
      for (const mark of marks.slice(same)) {
        const [start, end] = tagsOf(mark)
        html += start
        open = [...open, { mark, end }]
      }
      // Between two pieces new words have the marks of the second, as prosemirror-view gives them to its widgets.
      html += newWordsAt(start + offset) + proposedIn(child, start + offset)
    })
    for (const { end } of open.toReversed()) html += end
    return html + newWordsAt(start + parent.content.size)
  }

  function newWordsAt(at: number): string {
    return proposals.map((one) => (one.to === at ? `<ins class="proposal-new">${escapeHtml(one.after)}</ins>` : '')).join('')
  }

  /** A piece of a line with what is proposed for it; what ends at its end is written by who goes on. */
  function proposedIn(piece: Node, from: number): string {
    const to = from + piece.nodeSize
    const here = proposals.filter((one) => one.from < to && one.to > from)
    const write = (start: number, end: number) =>
      piece.isText ? escapeHtml((piece.text ?? '').slice(start - from, end - from)) : writeSpec(specOf(piece), '')
    if (here.length === 0) return write(from, to)
    const cuts = [...new Set([from, to, ...here.flatMap((one) => [one.from, one.to]).filter((at) => at > from && at < to)])].sort(
      (a, b) => a - b,
    )
    let html = ''
    for (const [index, start] of cuts.slice(0, -1).entries()) {
      const end = cuts[index + 1] as number
      const isOld = here.some((one) => one.from <= start && one.to >= end)
      html += isOld ? `<del class="proposal-old">${write(start, end)}</del>` : write(start, end)
      if (end < to) html += newWordsAt(end)
    }
    return html
  }

  function tagsOf(mark: Mark): readonly [string, string] {
    if (mark.type.name === 'claim') return [`<mark class="claim-look look-${lookOfClaim(String(mark.attrs.id))} level-0">`, '</mark>']
    const [start, end] = writeSpec(mark.type.spec.toDOM?.(mark, true) ?? ['span', 0], HOLE).split(HOLE)
    return [start ?? '', end ?? '']
  }
}

/** Stands where the content goes while a mark's tags are found; no attribute can hold it. */
const HOLE = '\uffff'

function specOf(node: Node): DOMOutputSpec {
  return node.type.spec.toDOM?.(node) ?? ['span', 0]
}

/** Writes a spec of prosemirror-model (`DOMOutputSpec`) with the content in its hole. */
function writeSpec(spec: DOMOutputSpec, content: string): string {
  if (typeof spec === 'string') return escapeHtml(spec)
  if (!Array.isArray(spec)) throw new RangeError('A node of the schema draws itself with a DOM; it cannot be written without one')
  const [tag, ...rest] = spec as [string, ...unknown[]]
  const hasAttributes = typeof rest[0] === 'object' && rest[0] !== null && !Array.isArray(rest[0])
  const attributes = hasAttributes ? (rest[0] as Record<string, unknown>) : {}
  const children = hasAttributes ? rest.slice(1) : rest
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => ` ${name}="${escapeHtml(String(value))}"`)
    .join('')
  if (VOID.has(tag)) return `<${tag}${written}>`
  const inner = children.map((child) => (child === 0 ? content : writeSpec(child as DOMOutputSpec, content))).join('')
  return `<${tag}${written}>${inner}</${tag}>`
}

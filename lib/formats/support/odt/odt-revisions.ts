import { all, childNamed } from '@/lib/formats/support/docx/xml'

/** Changes that an OpenDocument text tracked (part 3, 5.5), by kind. */
export interface OdtRevisions {
  readonly insertions: number
  readonly deletions: number
}

/**
 * Settles the tracked changes of a document. What was deleted is kept apart
 * from the text, so taking them is leaving that apart; refusing them puts the
 * deleted words back at their sign and takes inserted ones out.
 */
export function settleRevisions(document: Document, isRejecting: boolean): OdtRevisions {
  const regions = all(document, 'text:changed-region')
  const inserted = new Set<string>()
  const deleted = new Map<string, Element>()
  for (const region of regions) {
    const id = region.getAttribute('text:id') ?? region.getAttribute('xml:id') ?? ''
    const deletion = childNamed(region, 'text:deletion')
    if (deletion) deleted.set(id, deletion)
    else if (childNamed(region, 'text:insertion')) inserted.add(id)
  }
  if (isRejecting) {
    takeOut(document, inserted)
    for (const sign of all(document, 'text:change')) {
      const deletion = deleted.get(idOf(sign))
      if (deletion) putBack(document, sign, deletion)
    }
  }
  for (const changes of all(document, 'text:tracked-changes')) changes.remove()
  return { insertions: inserted.size, deletions: deleted.size }
}

const idOf = (sign: Element) => sign.getAttribute('text:change-id') ?? ''
const isParagraph = (element: Element | null): element is Element => element?.tagName === 'text:p' || element?.tagName === 'text:h'
/** The innermost paragraph or heading something stands in. */
export function paragraphOf(element: Element): Element | null {
  let one = element.parentElement
  while (one && one.tagName !== 'text:p' && one.tagName !== 'text:h') one = one.parentElement
  return one
}

/** Everything from a sign to its end; when they stand in two paragraphs, what is left of both is one. One walk for all of them: they may overlap. */
function takeOut(document: Document, inserted: ReadonlySet<string>): void {
  const ends = new Map(all(document, 'text:change-end').map((end) => [idOf(end), end]))
  const begun = new Set<string>()
  const pairs: [Element, Element][] = []
  const starts = new Map<string, Element>()
  for (const sign of signsOf(document)) {
    const id = idOf(sign)
    const start = starts.get(id)
    if (sign.tagName === 'text:change-start' && inserted.has(id)) starts.set(id, sign)
    else if (start && sign === ends.get(id)) pairs.push([start, sign])
  }
  const opening = new Map(pairs.map(([start]) => [start as Node, idOf(start)]))
  const closing = new Map(pairs.map(([, end]) => [end as Node, idOf(end)]))
  const gone: Node[] = []
  for (let node: Node | null = document.documentElement; node; node = following(node)) {
    const [opens, closes] = [opening.get(node), closing.get(node)]
    if (opens !== undefined) begun.add(opens)
    else if (closes !== undefined) begun.delete(closes)
    else if (begun.size > 0 && node.firstChild === null) gone.push(node)
  }
  for (const node of gone) (node as ChildNode).remove()
  for (const [start, end] of pairs) join(start, end)
}

/** What is left of the paragraphs of a sign and its end, as one. */
function join(start: Element, end: Element): void {
  const first = paragraphOf(start)
  const last = paragraphOf(end)
  if (!first || !last || first === last) return
  let block = first.nextElementSibling
  while (block && block !== last && !block.contains(last)) {
    const next: Element | null = block.nextElementSibling
    if ((block.textContent ?? '') === '') {
      // Another stretch may begin or end in it.
      first.append(...signsOf(block))
      block.remove()
    }
    block = next
  }
  first.append(...last.childNodes)
  last.remove()
}

/** Where stretches begin and end, in document order. */
function signsOf(within: Document | Element): Element[] {
  const signs: Element[] = []
  const walk = (element: Element) => {
    if (element.tagName === 'text:change-start' || element.tagName === 'text:change-end') signs.push(element)
    for (const child of element.children) walk(child)
  }
  walk('documentElement' in within ? within.documentElement : within)
  return signs
}

/** The next node in document order. */
function following(node: Node): Node | null {
  if (node.firstChild) return node.firstChild
  for (let one: Node | null = node; one; one = one.parentNode) if (one.nextSibling) return one.nextSibling
  return null
}

/** The deleted words, at the sign that stands for them: the first and last paragraph join those around. */
function putBack(document: Document, sign: Element, deletion: Element): void {
  const blocks = [...deletion.children].filter((one) => one.tagName !== 'office:change-info')
  const paragraph = paragraphOf(sign)
  const [first] = blocks
  if (!first) return
  if (!paragraph) {
    sign.before(...blocks)
    return
  }
  if (blocks.length === 1) {
    if (isParagraph(first)) sign.before(...first.childNodes)
    else paragraph.before(first)
    return
  }
  // Up to the sign, with the first; after it, with the last.
  const rest = document.createElement(paragraph.tagName)
  for (const { name, value } of [...paragraph.attributes]) rest.setAttribute(name, value)
  let outer: Element = sign
  while (outer.parentElement && outer.parentElement !== paragraph) outer = outer.parentElement
  let node = outer.nextSibling
  while (node) {
    const next: ChildNode | null = node.nextSibling
    rest.append(node)
    node = next
  }
  if (isParagraph(first)) paragraph.append(...first.childNodes)
  const middle = blocks.slice(isParagraph(first) ? 1 : 0)
  const last = middle[middle.length - 1] ?? null
  if (isParagraph(last)) {
    rest.prepend(...last.childNodes)
    middle.pop()
  }
  paragraph.after(...middle, rest)
}

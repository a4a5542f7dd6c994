import { all, ancestorNamed, childNamed } from '@/lib/formats/support/docx/xml'

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
    for (const start of all(document, 'text:change-start')) if (inserted.has(idOf(start))) takeOut(document, start, idOf(start))
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
const paragraphOf = (element: Element) => ancestorNamed(element, 'text:p') ?? ancestorNamed(element, 'text:h')

/** Everything from a sign to its end; when they stand in two paragraphs, what is left of both is one. */
function takeOut(document: Document, start: Element, id: string): void {
  const end = all(document, 'text:change-end').find((one) => idOf(one) === id)
  if (!end) return
  const first = paragraphOf(start)
  const last = paragraphOf(end)
  const between: Node[] = []
  let isWithin = false
  const walk = (node: Node): void => {
    if (node === (start as Node)) isWithin = true
    else if (node === (end as Node)) isWithin = false
    else if (isWithin && node.childNodes.length === 0) between.push(node)
    for (const child of [...node.childNodes]) walk(child)
  }
  walk(document.documentElement)
  for (const node of between) (node as ChildNode).remove()
  if (!first || !last || first === last) return
  let block = first.nextElementSibling
  while (block && block !== last && !block.contains(last)) {
    const next: Element | null = block.nextElementSibling
    if ((block.textContent ?? '') === '') block.remove()
    block = next
  }
  first.append(...last.childNodes)
  last.remove()
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

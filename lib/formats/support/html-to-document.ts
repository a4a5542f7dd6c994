import { DOMParser, type Node } from '@tiptap/pm/model'
import { EditorState } from '@tiptap/pm/state'
import { fixTables } from '@tiptap/pm/tables'
import { parseHTML } from 'linkedom'
import { type Messages, plural } from '@/lib/core/article/import-messages'
import { shapeProblem } from '@/lib/editor/extensions/bounds/shape'
import { rename, unwrap } from '@/lib/editor/html/dom'
import { classStylesOf } from '@/lib/editor/html/office-markup'
import type { FoundRemarks } from '@/lib/editor/html/remarks'
import { bodyOf, shapeHtml } from '@/lib/editor/html/shape-html'
import { schema } from '@/lib/editor/schema'
import type { Imported } from '@/lib/formats/importers/import-result'
import { finishImport } from '@/lib/formats/support/finish-import'
import { Pictures } from '@/lib/formats/support/pictures'

export interface HtmlOptions {
  /** Headline found outside the HTML; used when the HTML has none. */
  readonly headline?: string | null
  readonly dek?: string | null
  readonly byline?: string | null
  /** Address relative links are resolved against. */
  readonly baseUrl?: string | null
  readonly pictures?: Pictures
  readonly remarks?: FoundRemarks | null
  /** A report this desk made: its spaces, line breaks and headings mean what they say. */
  readonly isOwn?: boolean
}

/**
 * HTML from outside to a document. The HTML is first brought to the shapes the
 * schema knows; the schema then takes only what it knows. HTML is never stored.
 */
export function htmlToDocument(html: string, messages: Messages, options: HtmlOptions = {}): Imported {
  const { document } = parseHTML(`<!doctype html><html><body>${bodyOf(html)}</body></html>`)
  const body = document.body as unknown as HTMLElement
  const pictures = options.pictures ?? new Pictures(messages)
  shapeHtml(body, messages, (url) => pictures.keepDataUrl(url), {
    baseUrl: options.baseUrl ?? null,
    classStyles: classStylesOf(html),
    remarks: options.remarks ?? null,
    isOwn: options.isOwn ?? false,
  })
  settleHeadings(body, options)
  const doc = DOMParser.fromSchema(schema).parse(body as never, { preserveWhitespace: options.isOwn ? 'full' : false })
  return finishImport(withEvenTables(withinLimits(withoutEmptyBlocks(doc), messages)), messages, pictures.list(), options.remarks ?? null)
}

function settleHeadings(body: HTMLElement, options: HtmlOptions): void {
  const headings = [...body.querySelectorAll('h1')]
  // A heading with words before it stands where it stands: nothing is brought in in another order.
  const first = headings[0] && !hasWordsBefore(body, headings[0]) ? headings[0] : undefined
  for (const heading of headings) if (heading !== first) rename(heading, 'h2')
  for (const heading of [...body.querySelectorAll('h5,h6')]) rename(heading, 'h4')
  for (const heading of [...body.querySelectorAll('h2,h3,h4')]) for (const block of [...heading.querySelectorAll('p,div')]) unwrap(block)

  const { document } = { document: body.ownerDocument }
  const head: Element[] = []
  const headline = document.createElement('h1')
  if (first && (first.textContent?.trim() ?? '') !== '') headline.append(...first.childNodes)
  else if (options.headline) headline.textContent = options.headline
  first?.remove()
  if (headline.textContent?.trim()) {
    for (const block of [...headline.querySelectorAll('p,div')]) unwrap(block)
    head.push(headline)
    if (!options.isOwn) dropRepeatedHeadline(body, headline.textContent.trim())
  }
  const [dek, ...otherDeks] = [...body.querySelectorAll('p[data-dek]')]
  for (const other of otherDeks) other.removeAttribute('data-dek')
  if (dek) head.push(dek)
  const [byline, ...otherBylines] = [...body.querySelectorAll('p[data-byline]')]
  for (const other of otherBylines) other.removeAttribute('data-byline')
  if (byline) head.push(byline)
  else if (options.byline && options.byline.length < 200) {
    const made = document.createElement('p')
    made.setAttribute('data-byline', '')
    made.textContent = options.byline
    head.push(made)
  }
  for (const line of head) line.remove()
  body.prepend(...head)
}

/** Whether words stand before an element, dek and byline aside: those have places of their own. */
function hasWordsBefore(body: HTMLElement, element: Element): boolean {
  for (const block of [...body.querySelectorAll('*')]) {
    if (block === element) return false
    if (block.contains(element) || block.closest('p[data-dek],p[data-byline],figure')) continue
    if (block.textContent?.trim()) return true
  }
  return false
}

function dropRepeatedHeadline(body: HTMLElement, title: string): void {
  const first = body.querySelector('h2,h3')
  if (first?.textContent?.trim() === title) first.remove()
}

// Empty paragraphs are spacing in other programs; here the page does the spacing.
function withoutEmptyBlocks(doc: Node): Node {
  const kept: Node[] = []
  doc.forEach((child) => {
    const isEmpty = child.isTextblock && child.textContent.trim() === '' && child.type.name !== 'headline'
    const isEmptyList = !child.isTextblock && !child.isLeaf && child.textContent.trim() === '' && !holdsMoreThanWords(child)
    if (!isEmpty && !isEmptyList) kept.push(child)
  })
  const hasBlock = kept.some((node) => node.type.isInGroup('block'))
  if (!hasBlock) kept.push(schema.node('paragraph'))
  return doc.type.create(doc.attrs, kept)
}

function holdsMoreThanWords(node: Node): boolean {
  let holds = /^(?:figure|table)$/.test(node.type.name)
  node.descendants((inner) => {
    if (/^(?:figure|table|horizontalRule)$/.test(inner.type.name)) holds = true
    return !holds
  })
  return holds
}

// A table wider or larger than an article can hold becomes its cells' paragraphs.
function withinLimits(doc: Node, messages: Messages): Node {
  const kept: Node[] = []
  doc.forEach((child) => {
    if (shapeProblem([child]) === null) {
      kept.push(child)
      return
    }
    messages.count(
      'warning',
      'tables',
      (n) => `${plural(n, 'table')} larger than an article can hold ${n === 1 ? 'was' : 'were'} brought in as plain paragraphs.`,
    )
    child.descendants((node) => {
      if (node.isTextblock && node.textContent.trim() !== '') kept.push(schema.node('paragraph', null, node.content))
      return !node.isTextblock
    })
  })
  return doc.type.create(doc.attrs, kept)
}

// Rows of different lengths get empty cells.
function withEvenTables(doc: Node): Node {
  return fixTables(EditorState.create({ doc }))?.doc ?? doc
}

import { DOMParser } from 'linkedom'
import { Messages, plural } from '@/lib/core/article/import-messages'
import type { RemarkText } from '@/lib/core/article/remarks'
import { escapeHtml } from '@/lib/core/text/escape-html'
import { readPrivateSigns } from '@/lib/core/text/symbol-font'
import { FoundRemarks, remarkAnchor } from '@/lib/editor/html/remarks'
import { IMPORT_LIMITS, type Imported, ImportRefused, type ReadOptions } from '@/lib/formats/importers/import-result'
import { kindOfBytes } from '@/lib/formats/support/decode-text'
import { all, attributeOf, childNamed } from '@/lib/formats/support/docx/xml'
import { htmlToDocument } from '@/lib/formats/support/html-to-document'
import { paragraphOf, settleRevisions } from '@/lib/formats/support/odt/odt-revisions'
import { OdtStyles } from '@/lib/formats/support/odt/odt-styles'
import { refuseOwnReport } from '@/lib/formats/support/own-report'
import { Pictures } from '@/lib/formats/support/pictures'
import { isHeadingStyle, styledParagraph } from '@/lib/formats/support/styled-paragraph'
import { unzipWithin } from '@/lib/formats/support/unzip'

const DAMAGED =
  'This OpenDocument text is damaged and could not be read. Open it in the program it was made with, save it again, and try once more.'

/**
 * OpenDocument texts (OASIS OpenDocument 1.3), as LibreOffice, OpenOffice and
 * Google Docs save them: brought to HTML, and read as that. Annotations and
 * notes become remarks, or messages; tracked changes are taken or refused.
 */
export function importOdt(bytes: Uint8Array, options: ReadOptions = {}): Imported {
  const parts = partsOf(bytes)
  const text = (name: string) => new TextDecoder().decode(parts.get(name) ?? new Uint8Array())
  if (text('META-INF/manifest.xml').includes('manifest:encryption-data'))
    throw new ImportRefused('unreadable', 'This OpenDocument text is locked with a password. Save it without one, and try again.')
  const kind = text('mimetype').trim()
  const content = parts.has('content.xml') ? parseXml(text('content.xml')) : null
  const body = content ? (all(content, 'office:text')[0] ?? null) : null
  if (!content || !body)
    throw new ImportRefused(
      'unreadable',
      kind.startsWith('application/vnd.oasis') && !kind.includes('opendocument.text')
        ? 'This is an OpenDocument spreadsheet, presentation or drawing, not a text.'
        : parts.has('content.xml')
          ? DAMAGED
          : 'This is a zip archive or another Office file, not an OpenDocument text.',
    )
  refuseOwnReport(text('content.xml'))
  const paragraphs = all(body, 'text:p').length + all(body, 'text:h').length
  if (paragraphs > IMPORT_LIMITS.paragraphs)
    throw new ImportRefused(
      'too-large',
      `This document has ${plural(paragraphs, 'paragraph')}; the most that can be read is ${IMPORT_LIMITS.paragraphs.toLocaleString('en')}. Split it and import the parts.`,
    )
  const messages = new Messages()
  const isRejecting = options.tracked === 'reject'
  const { insertions, deletions } = settleRevisions(content, isRejecting)
  if (insertions + deletions > 0)
    messages.add(
      'warning',
      `The document has tracked changes (${plural(insertions, 'insertion')}, ${plural(deletions, 'deletion')}). ${isRejecting ? 'They were read as rejected: inserted words are out, deleted words are in.' : 'They were read as accepted: inserted words are in, deleted words are out.'}`,
    )
  const pictures = new Pictures(messages)
  const remarks = options.remarks === 'claims' ? new FoundRemarks() : null
  const sheet = parts.has('styles.xml') ? parseXml(text('styles.xml')) : null
  const styles = new OdtStyles([sheet, content].filter((one): one is Document => one !== null))
  // Of the pages of other programs’ texts; what stands there is no copy.
  for (const master of sheet ? all(sheet, 'style:master-page') : [])
    for (const head of [...master.children].filter((one) => /^style:(?:header|footer)/.test(one.tagName)))
      messages.pageHead(head.textContent ?? '')
  const html = new OdtWriter(styles, parts, messages, pictures, remarks).write(body)
  return { ...htmlToDocument(html, messages, { pictures, remarks }), hasTracked: insertions + deletions > 0 }
}

/** The parts of the zip; a text saved as one XML file has them all in one. */
function partsOf(bytes: Uint8Array): Map<string, Uint8Array> {
  const kind = kindOfBytes(bytes)
  if (kind?.startsWith('a zip'))
    return unzipWithin(bytes, /^(?:mimetype|content\.xml|styles\.xml|META-INF\/manifest\.xml|Pictures\/.*|media\/.*)$/)
  if (!kind && /<office:document[\s>]/.test(new TextDecoder().decode(bytes.subarray(0, 4_096)))) return new Map([['content.xml', bytes]])
  throw new ImportRefused('unreadable', `This is not an OpenDocument text, whatever its name says${kind ? `: it is ${kind}` : ''}.`)
}

function parseXml(xml: string): Document | null {
  try {
    return new DOMParser().parseFromString(xml, 'text/xml') as unknown as Document
  } catch {
    return null
  }
}

/** Deeper than anybody writes; below it, only words are taken. */
const MOST_DEEP = 200
/** A cell or row that repeats is written out as often as this at most: empty ones repeat to the edge of the sheet. */
const MOST_REPEATED = 200
/** HTML, in UTF-16 units, that repeating may add to a file: a few of its bytes can ask for any number of filled cells. */
const MOST_ADDED = 200_000

/** `table:visibility` of rows that are not shown. */
const HIDDEN_ROWS = new Set(['collapse', 'filter'])
/** What a shape holds besides shapes. */
const BLOCKS = new Set(['text:p', 'text:h', 'text:list', 'table:table'])

const INDEXES = new Set([
  'text:table-of-content',
  'text:illustration-index',
  'text:table-index',
  'text:object-index',
  'text:user-index',
  'text:alphabetical-index',
  'text:bibliography',
])
/** What stands in a text and is not of it. */
const APPARATUS = new Set([
  'office:forms',
  'text:sequence-decls',
  'text:variable-decls',
  'text:user-field-decls',
  'text:number',
  'text:alphabetical-index-mark',
  'text:toc-mark',
  'text:ruby-text',
  'text:script',
  'office:change-info',
  'svg:title',
  'svg:desc',
])

class OdtWriter {
  readonly #styles: OdtStyles
  readonly #parts: ReadonlyMap<string, Uint8Array>
  readonly #messages: Messages
  readonly #pictures: Pictures
  readonly #remarks: FoundRemarks | null
  /** Remarks by the name their end is known by. */
  readonly #open = new Map<string, number>()
  /** Numbers that lists of a style have come to, by level. */
  readonly #numbers = new Map<string, number>()
  #mayAdd = MOST_ADDED
  /** Figures and boxes of the line that is being written: they stand after it. */
  #after: string[] = []

  constructor(
    styles: OdtStyles,
    parts: ReadonlyMap<string, Uint8Array>,
    messages: Messages,
    pictures: Pictures,
    remarks: FoundRemarks | null,
  ) {
    this.#styles = styles
    this.#parts = parts
    this.#messages = messages
    this.#pictures = pictures
    this.#remarks = remarks
  }

  write(body: Element): string {
    this.#threads(body)
    joinLists(body)
    return this.#blocks(body, 0)
  }

  #blocks(parent: Element, depth: number): string {
    return [...parent.children].map((child) => this.#block(child, depth + 1)).join('')
  }

  #block(element: Element, depth: number): string {
    if (depth > MOST_DEEP) return `<p>${escapeHtml(element.textContent ?? '')}</p>`
    const name = element.tagName
    if (name === 'text:p' || name === 'text:h') return this.#paragraph(element, depth)
    if (name === 'text:list') return this.#list(element, null, 1, depth)
    if (name === 'table:table') return this.#table(element, depth)
    if (INDEXES.has(name)) {
      this.#messages.count(
        'info',
        'indexes',
        (n) => `${plural(n, 'table of contents or index', 'tables of contents or indexes')} ${n === 1 ? 'was' : 'were'} left out.`,
      )
      return ''
    }
    if (name === 'text:section' && this.#isHiddenSection(element)) return this.#hidden(element)
    if (name.startsWith('draw:')) {
      const outer = this.#beginLine()
      this.#frame(element, depth)
      return this.#endLine(outer)
    }
    return APPARATUS.has(name) ? '' : this.#blocks(element, depth)
  }

  #isHiddenSection(section: Element): boolean {
    const isConditional = section.getAttribute('text:display') === 'condition'
    if (isConditional && section.getAttribute('text:is-hidden') === 'true') return true
    return section.getAttribute('text:display') === 'none' || this.#styles.of('section', section.getAttribute('text:style-name')).isHidden
  }

  #hidden(element: Element): string {
    const words = (element.textContent ?? '').trim()
    if (words !== '') this.#messages.hidden(words)
    return ''
  }

  #paragraph(element: Element, depth: number): string {
    const style = this.#styles.of('paragraph', element.getAttribute('text:style-name'))
    const saysHidden = all(element, 'text:hidden-paragraph').some(
      (one) => one.getAttribute('text:is-hidden') === 'true' && paragraphOf(one) === element,
    )
    if (style.isHidden || saysHidden) return this.#hidden(element)
    const outer = this.#beginLine()
    const inner = this.#wrap(this.#inline(element, depth), style.tags, isHeadingStyle(style.names) || element.tagName === 'text:h')
    const level = Math.min(6, Math.max(1, Number(element.getAttribute('text:outline-level')) || 1))
    return `${styledParagraph(element.tagName === 'text:h' ? `h${level}` : null, style.names, inner)}${this.#endLine(outer)}`
  }

  // What a style sets for a whole heading is its look, not a meaning of its words.
  #wrap(html: string, tags: ReadonlySet<string>, isHeading: boolean): string {
    if (html.trim() === '') return html
    return [...tags].reduce((inner, tag) => (isHeading && (tag === 'strong' || tag === 'em') ? inner : `<${tag}>${inner}</${tag}>`), html)
  }

  #inline(parent: Element, depth: number): string {
    return [...parent.childNodes].map((node) => this.#piece(node, depth + 1)).join('')
  }

  #piece(node: ChildNode, depth: number): string {
    // White space is folded as in HTML; what is meant is an element (OpenDocument 1.3, part 3, 6.1.2).
    if (node.nodeType === 3) return escapeHtml(readPrivateSigns(node.nodeValue ?? '').replace(/[\t\n\r ]+/g, ' '))
    if (node.nodeType !== 1) return ''
    const element = node as Element
    if (depth > MOST_DEEP) return escapeHtml(element.textContent ?? '')
    switch (element.tagName) {
      case 'text:s':
        return '\u00a0'.repeat(Math.max(0, Math.min(100, Number(element.getAttribute('text:c') ?? 1) || 1) - 1)).concat(' ')
      case 'text:tab':
        return ' '
      case 'text:line-break':
        return '<br>'
      case 'text:span': {
        const style = this.#styles.of('text', element.getAttribute('text:style-name'))
        if (style.isHidden) return this.#hidden(element)
        const inner = this.#inline(element, depth)
        return this.#wrap(style.isSymbol ? `<span style="font-family:Symbol">${inner}</span>` : inner, style.tags, false)
      }
      case 'text:hidden-text':
        return this.#hiddenField(element)
      case 'text:a': {
        const href = attributeOf(element, 'xlink:href') ?? ''
        const inner = this.#inline(element, depth)
        return /^(?:https?|mailto):/i.test(href) ? `<a href="${escapeHtml(href)}">${inner}</a>` : inner
      }
      case 'text:note-ref':
        // The number of a note elsewhere would stand there as a figure.
        return ''
      case 'text:note':
        return this.#note(element)
      case 'office:annotation':
        return this.#annotation(element)
      case 'office:annotation-end': {
        const index = this.#open.get(element.getAttribute('office:name') ?? '')
        return index === undefined ? '' : anchor('end', index)
      }
      default:
        if (element.tagName.startsWith('draw:')) {
          this.#frame(element, depth)
          return ''
        }
        if (element.tagName === 'text:p' || element.tagName === 'text:list' || element.tagName === 'table:table') {
          this.#behind(this.#block(element, depth))
          return ''
        }
        return APPARATUS.has(element.tagName) ? '' : this.#inline(element, depth)
    }
  }

  #hiddenField(element: Element): string {
    if (element.getAttribute('text:is-hidden') !== 'true')
      return escapeHtml(attributeOf(element, 'text:string-value') ?? element.textContent ?? '')
    const words = attributeOf(element, 'text:string-value') ?? ''
    if (words.trim() !== '') this.#messages.hidden(words)
    return ''
  }

  #list(element: Element, outerStyle: string | null, level: number, depth: number): string {
    const styleName = element.getAttribute('text:style-name') ?? outerStyle
    const { isNumbered, start } = this.#styles.listLevel(styleName, level)
    const key = `${styleName}/${level}`
    const continues = element.getAttribute('text:continue-numbering') === 'true' || element.getAttribute('text:continue-list') !== null
    let next = continues ? (this.#numbers.get(key) ?? start) : start
    const runs: { first: number; items: string[] }[] = []
    for (const item of [...element.children]) {
      if (item.tagName !== 'text:list-item' && item.tagName !== 'text:list-header') continue
      const said = Number(item.getAttribute('text:start-value'))
      const isNew = said > 0 && said !== next
      if (isNew) next = said
      if (isNew || runs.length === 0) runs.push({ first: next, items: [] })
      const inner = [...item.children]
        .map((child) =>
          child.tagName === 'text:list' && depth < MOST_DEEP
            ? this.#list(child, styleName, level + 1, depth + 1)
            : this.#block(child, depth + 1),
        )
        .join('')
      runs[runs.length - 1]?.items.push(`<li>${inner}</li>`)
      if (item.tagName === 'text:list-item') next++
    }
    this.#numbers.set(key, next)
    return runs
      .map(({ first, items }) =>
        isNumbered ? `<ol${first === 1 ? '' : ` start="${first}"`}>${items.join('')}</ol>` : `<ul>${items.join('')}</ul>`,
      )
      .join('')
  }

  #table(element: Element, depth: number): string {
    const rows: string[] = []
    const walk = (parent: Element, tag: 'td' | 'th') => {
      for (const child of [...parent.children]) {
        if (child.tagName === 'table:table-header-rows') walk(child, 'th')
        else if (child.tagName === 'table:table-rows' || child.tagName === 'table:table-row-group') walk(child, tag)
        else if (child.tagName === 'table:table-row') {
          if (HIDDEN_ROWS.has(child.getAttribute('table:visibility') ?? '')) this.#hidden(child)
          else rows.push(this.#repeated(`<tr>${this.#cells(child, tag, depth)}</tr>`, child, 'table:number-rows-repeated'))
        }
      }
    }
    walk(element, 'td')
    return `<table>${rows.join('')}</table>`
  }

  #cells(row: Element, tag: 'td' | 'th', depth: number): string {
    return [...row.children]
      .filter((one) => one.tagName === 'table:table-cell')
      .map((cell) => {
        const span = (name: string, attribute: string) => {
          const value = Number(cell.getAttribute(`table:number-${name}-spanned`)) || 1
          return value > 1 ? ` ${attribute}="${Math.min(value, 1_000)}"` : ''
        }
        const html = `<${tag}${span('columns', 'colspan')}${span('rows', 'rowspan')}>${this.#blocks(cell, depth + 2)}</${tag}>`
        return this.#repeated(html, cell, 'table:number-columns-repeated')
      })
      .join('')
  }

  #repeated(html: string, element: Element, name: string): string {
    const times = Math.max(1, Math.min(MOST_REPEATED, Number(element.getAttribute(name)) || 1))
    const added = html.length * (times - 1)
    if (added > this.#mayAdd) {
      this.#messages.count('warning', 'repeats', (n) => `${plural(n, 'cell or row', 'cells or rows')} that repeated stand once.`)
      return html
    }
    this.#mayAdd -= added
    return html.repeat(times)
  }

  #frame(element: Element, depth: number): void {
    if (depth > MOST_DEEP) return
    if (element.tagName === 'draw:text-box') {
      const words = this.#blocks(element, depth + 1)
      if (words === '') return
      this.#messages.count(
        'info',
        'text boxes',
        (n) => `${plural(n, 'text box', 'text boxes')} became paragraphs after the line ${n === 1 ? 'it' : 'they'} stood beside.`,
      )
      this.#behind(words)
      return
    }
    if (element.tagName === 'draw:object' || element.tagName === 'draw:object-ole') {
      this.#messages.count(
        'warning',
        'objects',
        (n) =>
          `${plural(n, 'chart, formula or inserted document', 'charts, formulas or inserted documents')} ${n === 1 ? 'was' : 'were'} left out.`,
      )
      return
    }
    if (element.tagName === 'draw:image') {
      const src = this.#picture(element)
      const described = element.parentElement
      const alt = ['svg:desc', 'svg:title'].map((name) => childNamed(described, name)?.textContent?.trim()).find(Boolean) ?? ''
      if (src || alt) this.#after.push(`<p><img${src ? ` src="${src}"` : ''} alt="${escapeHtml(alt)}"></p>`)
      return
    }
    const children = [...element.children]
    // A formula or chart has its picture beside it; the picture is kept then.
    const image = children.find((one) => one.tagName === 'draw:image')
    for (const child of image ? [image] : children)
      if (child.tagName.startsWith('draw:')) this.#frame(child, depth + 1)
      else if (BLOCKS.has(child.tagName)) this.#behind(this.#block(child, depth + 1))
  }

  #picture(image: Element): string | null {
    const inline = childNamed(image, 'office:binary-data')?.textContent
    if (inline) return this.#pictures.keep(Buffer.from(inline, 'base64'))
    const href = attributeOf(image, 'xlink:href') ?? ''
    const part = this.#parts.get(href.replace(/^\.\//, ''))
    if (part) return this.#pictures.keep(part)
    return /^https?:/i.test(href) ? escapeHtml(href) : null
  }

  #behind(html: string): void {
    this.#after.push(html)
  }

  #beginLine(): string[] {
    const outer = this.#after
    this.#after = []
    return outer
  }

  /** What stood beside the line, behind it. */
  #endLine(outer: string[]): string {
    const after = this.#after.join('')
    this.#after = outer
    return after
  }

  #note(note: Element): string {
    const body = childNamed(note, 'text:note-body')
    const text = body ? wordsOfNote(body) : ''
    if (text === '') return ''
    if (this.#remarks)
      return anchor('point', this.#remarks.add({ kind: 'footnote', author: null, at: null, text, isResolved: false, replies: [] }))
    this.#messages.footnote(text)
    return ''
  }

  /** Comments by name; one that answers another names it (LibreOffice's extension of the standard). */
  #threads(body: Element): void {
    const annotations = all(body, 'office:annotation')
    if (!this.#remarks) {
      if (annotations.length > 0)
        this.#messages.add(
          'warning',
          `${plural(annotations.length, 'comment')} ${annotations.length === 1 ? 'was' : 'were'} not read. Keep the original if you need ${annotations.length === 1 ? 'it' : 'them'}.`,
        )
      return
    }
    const byName = new Map(annotations.map((one) => [one.getAttribute('office:name') ?? '', one]))
    const parentOf = (one: Element) => byName.get(one.getAttribute('loext:parent-name') ?? one.getAttribute('office:parent-name') ?? '\0')
    const rootOf = (one: Element): Element => {
      const seen = new Set([one])
      for (let root = one; ; ) {
        const parent = parentOf(root)
        if (!parent) return root
        // Answers that go in a circle are each a thread of their own.
        if (seen.has(parent)) return one
        seen.add(parent)
        root = parent
      }
    }
    const replies = new Map<Element, Element[]>()
    for (const one of annotations) {
      const root = rootOf(one)
      if (root !== one) replies.set(root, [...(replies.get(root) ?? []), one])
    }
    for (const [index, one] of annotations.entries()) {
      if (rootOf(one) !== one) {
        one.setAttribute('tickmark-reply', '1')
        continue
      }
      const name = one.getAttribute('office:name') ?? ''
      const isResolved = (one.getAttribute('loext:resolved') ?? one.getAttribute('office:resolved')) === 'true'
      const number = this.#remarks.add({ kind: 'comment', ...said(one), isResolved, replies: (replies.get(one) ?? []).map(said) })
      one.setAttribute('tickmark-remark', String(number))
      const hasEnd = name !== '' && all(body, 'office:annotation-end').some((end) => end.getAttribute('office:name') === name)
      if (hasEnd) this.#open.set(name, number)
      else one.setAttribute('tickmark-point', String(index))
    }
  }

  #annotation(element: Element): string {
    const number = element.getAttribute('tickmark-remark')
    if (number === null || element.getAttribute('tickmark-reply') !== null) return ''
    return anchor(element.getAttribute('tickmark-point') === null ? 'start' : 'point', Number(number))
  }
}

const anchor = (edge: 'start' | 'end' | 'point', index: number) => `<a id="${remarkAnchor(edge, index)}"></a>`

// Office programs may write a deeper item as a list of its own, whose upper levels are empty: it belongs to the item before.
function joinLists(body: Element): void {
  for (const list of all(body, 'text:list')) {
    const before = list.previousElementSibling
    const [item] = [...list.children]
    const inner = item?.firstElementChild
    if (before?.tagName !== 'text:list' || inner?.tagName !== 'text:list') continue
    const last = before.lastElementChild
    if (!last || !item) continue
    for (const one of [...item.children])
      if (one.tagName === 'text:list' && !one.getAttribute('text:style-name'))
        one.setAttribute('text:style-name', list.getAttribute('text:style-name') ?? '')
    last.append(...item.children)
    item.remove()
    if (list.children.length === 0) list.remove()
  }
}

/** Words of a note or comment, a line a paragraph, each link's address behind its words. */
function wordsOfNote(body: Element): string {
  const walk = (node: ChildNode): string => {
    if (node.nodeType === 3) return (node.nodeValue ?? '').replace(/[\t\n\r ]+/g, ' ')
    const element = node as Element
    if (element.tagName === 'text:s' || element.tagName === 'text:tab') return ' '
    if (element.tagName === 'text:line-break') return '\n'
    const words = [...(element.childNodes ?? [])].map(walk).join('')
    const href = element.tagName === 'text:a' ? attributeOf(element, 'xlink:href') : null
    return href && !words.includes(href) ? `${words} (${href})` : words
  }
  const lines = all(body, 'text:p').map((line) => walk(line).trim())
  return lines.join('\n').trim()
}

function said(annotation: Element): RemarkText {
  return {
    author: childNamed(annotation, 'dc:creator')?.textContent?.trim() || null,
    at: childNamed(annotation, 'dc:date')?.textContent?.trim() || null,
    text: wordsOfNote(annotation),
  }
}

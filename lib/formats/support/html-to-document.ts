import { DOMParser, type Node } from '@tiptap/pm/model'
import { EditorState } from '@tiptap/pm/state'
import { fixTables } from '@tiptap/pm/tables'
import { parseHTML } from 'linkedom'
import { shapeProblem } from '@/lib/editor/extensions/bounds/shape'
import { isSafeHref } from '@/lib/editor/extensions/link/link'
import { schema } from '@/lib/editor/schema'
import { type Imported, type Messages, plural } from '@/lib/formats/importers/import-result'
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
}

/**
 * HTML from outside to a document. The HTML is first brought to the shapes the
 * schema knows, saying what is lost; the schema then takes only what it knows.
 * HTML is never stored.
 */
export function htmlToDocument(html: string, messages: Messages, options: HtmlOptions = {}): Imported {
  const { document } = parseHTML(`<!doctype html><html><body>${bodyOf(html)}</body></html>`)
  const body = document.body as unknown as HTMLElement
  const pictures = options.pictures ?? new Pictures(messages)
  dropWhatIsNotText(body, messages)
  flattenDeepNesting(body, messages)
  dropWordComments(body, messages)
  flattenOfficeMarkup(body)
  settleTableCaptions(body)
  splitDoubleBreaks(body)
  settleLinks(body, messages, options.baseUrl ?? null)
  settlePictures(body, messages, pictures)
  settleHeadings(body, options)
  const doc = DOMParser.fromSchema(schema).parse(body as never)
  return finishImport(withEvenTables(withinLimits(withoutEmptyBlocks(doc), messages)).toJSON(), messages, pictures.list())
}

function bodyOf(html: string): string {
  const fragment = /<!--StartFragment-->([\s\S]*)<!--EndFragment-->/.exec(html)?.[1]
  if (fragment) return fragment
  const body = /<body[^>]*>([\s\S]*?)(?:<\/body>|$)/i.exec(html)?.[1]
  return body ?? html.replace(/<head[\s>][\s\S]*?<\/head>/i, '')
}

const DROPPED: readonly [string, string, string][] = [
  ['script,style,noscript,template,link,meta,title,head,base', '', ''],
  ['iframe,video,audio,object,embed', 'embedded video or other player', 'embedded videos or other players'],
  ['form,button,input,select,textarea,dialog', 'form or button', 'forms and buttons'],
  ['svg,canvas,math', 'drawing', 'drawings'],
]

function dropWhatIsNotText(body: HTMLElement, messages: Messages): void {
  for (const [selector, one, many] of DROPPED) {
    for (const element of [...body.querySelectorAll(selector)]) {
      // A form around the article is only wrapping; what is in it is text.
      if (element.matches('form') && (element.textContent?.trim().length ?? 0) > 500) {
        unwrap(element)
        continue
      }
      if (one) messages.count('warning', one, (n) => `${plural(n, one, many)} ${n === 1 ? 'was' : 'were'} left out.`)
      element.remove()
    }
  }
  // Claims of another article mean nothing here.
  for (const mark of [...body.querySelectorAll('mark')]) unwrap(mark)
  for (const element of [...body.querySelectorAll('[data-claim]')]) element.removeAttribute('data-claim')
  for (const element of [...body.querySelectorAll('[data-dek],[data-byline],[data-pull-quote],[data-caption-text]')])
    for (const name of ['data-dek', 'data-byline', 'data-pull-quote', 'data-caption-text'])
      if (!element.matches(`p[${name}]`)) element.removeAttribute(name)
}

/** Quotations, lists and tables inside each other that are kept; a table counts for its rows and cells too. */
const MAX_NESTING = 30
const NESTING = 'blockquote,ul,ol,li,table,thead,tbody,tfoot,tr,td,th'

function flattenDeepNesting(body: HTMLElement, messages: Messages): void {
  const depths = new Map<Element, number>()
  const tooDeep: Element[] = []
  for (const element of [...body.querySelectorAll(NESTING)]) {
    const outer = element.parentElement?.closest(NESTING) ?? null
    const depth = ((outer && depths.get(outer)) ?? 0) + 1
    depths.set(element, depth)
    if (depth > MAX_NESTING) tooDeep.push(element)
  }
  // From within, so that what holds the words goes last.
  for (const element of tooDeep.reverse()) rename(element, 'div')
  if (tooDeep.length > 0)
    messages.add(
      'warning',
      `Lists, quotations or tables stood more than ${MAX_NESTING} deep in each other. Deeper than that their words were kept as plain paragraphs.`,
    )
}

// A comment of Word's clipboard: its mark in the text, and its words after the text. They are notes of the desk, not copy.
function dropWordComments(body: HTMLElement, messages: Messages): void {
  const comments = [
    ...body.querySelectorAll('[style*="mso-element:comment-list"],[style*="mso-element: comment-list"],.msocomtxt,[id^="_com_"]'),
  ]
  const marks = [...body.querySelectorAll('.MsoCommentReference,.msocomanchor,a[href^="#_msocom"]')]
  const count = new Set(marks.map((mark) => (mark.matches('a') ? mark : mark.querySelector('a'))?.getAttribute('href')).filter(Boolean))
    .size
  for (const element of [...comments, ...marks, ...body.querySelectorAll('hr.msocomoff')]) element.remove()
  if (comments.length + marks.length > 0)
    messages.add(
      'warning',
      `${plural(Math.max(1, count), 'Word comment')} ${count > 1 ? 'were' : 'was'} not read. Keep the original if you need ${count > 1 ? 'them' : 'it'}.`,
    )
}

// A table's caption is a line of the article that stands before it.
function settleTableCaptions(body: HTMLElement): void {
  for (const caption of [...body.querySelectorAll('table > caption')]) {
    const table = caption.parentElement as Element
    const paragraph = body.ownerDocument.createElement('p')
    for (const block of [...caption.querySelectorAll('p,div')]) unwrap(block)
    paragraph.append(...caption.childNodes)
    table.before(paragraph)
    caption.remove()
  }
}

// Word and Google Docs write looks where HTML has words for what they mean.
function flattenOfficeMarkup(body: HTMLElement): void {
  for (const element of [...body.querySelectorAll('*')].filter((one) => one.tagName.includes(':'))) unwrap(element)
  for (const element of [...body.querySelectorAll('b,strong')])
    if (/(?<![-\w])font-weight:\s*(?:normal|400)/i.test(element.getAttribute('style') ?? '')) unwrap(element)
  for (const span of [...body.querySelectorAll('span[style]')]) {
    const style = span.getAttribute('style') ?? ''
    if (/mso-list:\s*Ignore/i.test(style)) {
      span.remove()
      continue
    }
    if (/(?<![-\w])font-weight:\s*(?:bold|[6-9]00)/i.test(style)) wrapContent(span, 'strong')
    if (/(?<![-\w])font-style:\s*italic/i.test(style)) wrapContent(span, 'em')
    const script = /(?<![-\w])vertical-align:\s*(super|sub)\b/i.exec(style)?.[1]?.toLowerCase()
    if (script) wrapContent(span, script === 'super' ? 'sup' : 'sub')
  }
  for (const paragraph of [...body.querySelectorAll('p.MsoTitle')]) rename(paragraph, 'h1')
  for (const paragraph of [...body.querySelectorAll('p.MsoSubtitle,p.tickmark-dek')]) paragraph.setAttribute('data-dek', '')
  for (const paragraph of [...body.querySelectorAll('p.MsoQuote')]) wrap(paragraph, 'blockquote')
  for (const paragraph of [...body.querySelectorAll('p.tickmark-pull-quote,p.MsoIntenseQuote')])
    paragraph.setAttribute('data-pull-quote', '')
  joinWordLists(body)
}

// Word's clipboard has lists as paragraphs of class MsoListParagraph, with their level in the style.
function joinWordLists(body: HTMLElement): void {
  // Open lists from the outermost in, and the paragraph the last item came from.
  let open: Element[] = []
  for (const paragraph of [...body.querySelectorAll('p')]) {
    const style = paragraph.getAttribute('style') ?? ''
    const isItem = /^MsoListParagraph/i.test(paragraph.getAttribute('class') ?? '') && /mso-list:/i.test(style)
    if (!isItem) {
      open = []
      continue
    }
    const text = paragraph.textContent ?? ''
    const number = /^\s*(\d+|[a-z])[.)]\s/i.exec(text)?.[1]
    const marker = /^\s*(?:[·•o▪§–-]|\d+[.)]|[a-z][.)])\s+/i.exec(text)
    if (marker) trimStart(paragraph, marker[0].length)
    if (paragraph.previousElementSibling !== open[0]) open = []
    const level = Math.min(Number(/mso-list:[^;]*\blevel(\d)/i.exec(style)?.[1] ?? 1), open.length + 1)
    open = open.slice(0, level)
    if (open.length < level) {
      const list = body.ownerDocument.createElement(number ? 'ol' : 'ul')
      if (number && /^\d+$/.test(number) && number !== '1') list.setAttribute('start', number)
      const outer = open[open.length - 1]?.lastElementChild
      if (outer) outer.append(list)
      else paragraph.before(list)
      open.push(list)
    }
    const item = body.ownerDocument.createElement('li')
    item.append(...paragraph.childNodes)
    open[open.length - 1]?.append(item)
    paragraph.remove()
  }
}

function trimStart(element: Element, length: number): void {
  let left = length
  const texts: Text[] = []
  const collect = (node: ChildNode) => {
    if (node.nodeType === 3) texts.push(node as Text)
    for (const child of node.childNodes) collect(child)
  }
  collect(element as unknown as ChildNode)
  for (const text of texts) {
    const value = text.nodeValue ?? ''
    const cut = Math.min(left, value.length)
    text.nodeValue = value.slice(cut)
    left -= cut
    if (left === 0) return
  }
}

// Old pages part paragraphs by two line breaks.
function splitDoubleBreaks(body: HTMLElement): void {
  for (const first of [...body.querySelectorAll('br + br')]) {
    const parent = first.parentElement
    const before = first.previousElementSibling
    if (!parent || !before || !first.isConnected) continue
    if (!parent.matches('p,div,td,body,section,article,blockquote,li')) continue
    let between = before.nextSibling
    let isEmpty = true
    while (between && between !== (first as unknown as ChildNode)) {
      if (between.nodeType === 3 && between.nodeValue?.trim()) isEmpty = false
      between = between.nextSibling
    }
    if (!isEmpty) continue
    before.remove()
    // A block element between runs of text makes the parser start a new paragraph.
    const divider = body.ownerDocument.createElement('div')
    if (parent.matches('p')) {
      const rest = body.ownerDocument.createElement('p')
      let node = first.nextSibling
      while (node) {
        const next: ChildNode | null = node.nextSibling
        rest.append(node)
        node = next
      }
      first.remove()
      parent.after(rest)
    } else {
      first.replaceWith(divider)
    }
  }
}

function settleLinks(body: HTMLElement, messages: Messages, baseUrl: string | null): void {
  for (const link of [...body.querySelectorAll('a')]) {
    const href = link.getAttribute('href')
    const absolute = href && baseUrl && !/^[a-z][a-z0-9+.-]*:/i.test(href) && !href.startsWith('#') ? resolve(href, baseUrl) : href
    if (absolute && isSafeHref(absolute)) {
      for (const { name } of [...link.attributes]) if (name !== 'href') link.removeAttribute(name)
      link.setAttribute('href', absolute)
      continue
    }
    if (href && !href.startsWith('#'))
      messages.count(
        'info',
        'links',
        (n) =>
          `${plural(n, 'link')} that cannot be followed from here ${n === 1 ? 'was' : 'were'} left out; ${n === 1 ? 'its' : 'their'} words were kept.`,
      )
    unwrap(link)
  }
}

function resolve(href: string, base: string): string | null {
  try {
    return new URL(href, base).href
  } catch {
    return null
  }
}

function settlePictures(body: HTMLElement, messages: Messages, pictures: Pictures): void {
  for (const figure of [...body.querySelectorAll('figure')])
    if (!figure.querySelector('img') || figure.querySelector('table,pre,blockquote')) unwrap(figure)
  splitGalleries(body)
  for (const image of [...body.querySelectorAll('img')]) {
    const src = sourceOf(image, pictures, messages)
    const alt = image.getAttribute('alt')?.trim() ?? ''
    const figure = image.closest('figure')
    if (figure) {
      if (figure.querySelector('img') !== image) {
        image.remove()
        continue
      }
      const caption = figure.querySelector('figcaption')
      const words = caption?.textContent?.trim() ?? ''
      if (!src && words === '' && alt === '') {
        figure.remove()
        continue
      }
      const fresh = makeFigure(body, src, alt, caption)
      topMost(figure, body).after(fresh)
      figure.remove()
      continue
    }
    // Spacers, icons and the beacons of mail and web pages.
    const isTiny = [image.getAttribute('width'), image.getAttribute('height')].some(
      (size) => size !== null && Number.parseInt(size, 10) <= 2,
    )
    if ((!src && alt === '') || isTiny) {
      image.remove()
      continue
    }
    const holder = topMost(image, body)
    const next = holder.nextElementSibling
    const caption = next?.matches('p.tickmark-caption,p.MsoCaption') ? next : null
    holder.after(makeFigure(body, src, alt, caption))
    caption?.remove()
    image.remove()
    if (holder !== (image as Element) && holder.textContent?.trim() === '' && !holder.querySelector('img,figure')) holder.remove()
  }
}

// A figure of several pictures becomes one of each; words of its own under nested figures become a paragraph.
function splitGalleries(body: HTMLElement): void {
  for (const figure of [...body.querySelectorAll('figure')].filter((one) => one.querySelector('figure'))) {
    for (const child of [...figure.children]) if (child.matches('figcaption')) rename(child, 'p')
    unwrap(figure)
  }
  for (const figure of [...body.querySelectorAll('figure')]) {
    const images = [...figure.querySelectorAll('img')]
    // The caption stays with the last, where a reader meets it.
    for (const image of images.slice(0, -1)) {
      const own = body.ownerDocument.createElement('figure')
      figure.before(own)
      own.append(image)
    }
  }
}

function sourceOf(image: Element, pictures: Pictures, messages: Messages): string | null {
  const candidates = ['data-src', 'data-original', 'data-lazy-src', 'src'].map((name) => image.getAttribute(name))
  const src = candidates.find((one) => one && !/^data:image\/(?:gif|svg)/i.test(one)) ?? ''
  if (src.startsWith('attachment:')) return src
  if (/^data:/i.test(src)) return pictures.keepDataUrl(src)
  const absolute = src.startsWith('//') ? `https:${src}` : src
  if (!/^https?:/i.test(absolute) || absolute.length > 2_048) return null
  messages.count(
    'info',
    'remote pictures',
    (n) =>
      `${plural(n, 'picture')} on other servers ${n === 1 ? 'was' : 'were'} not loaded; ${n === 1 ? 'its address and caption were' : 'their addresses and captions were'} kept.`,
  )
  return absolute
}

function makeFigure(body: HTMLElement, src: string | null, alt: string, caption: Element | null): Element {
  const figure = body.ownerDocument.createElement('figure')
  const image = body.ownerDocument.createElement('img')
  if (src) image.setAttribute('src', src)
  image.setAttribute('alt', alt)
  const figcaption = body.ownerDocument.createElement('figcaption')
  if (caption) for (const block of [...caption.querySelectorAll('p,div')]) unwrap(block)
  if (caption) figcaption.append(...caption.childNodes)
  figure.append(image, figcaption)
  return figure
}

// The outermost paragraph-like ancestor, so that a figure never lands inside a line of text.
function topMost(element: Element, body: HTMLElement): Element {
  let top: Element = element
  let parent = element.parentElement
  while (parent && parent !== body) {
    if (parent.matches('p,h1,h2,h3,h4,h5,h6,a,span,em,strong,b,i,picture,ul,ol,li')) top = parent
    parent = parent.parentElement
  }
  return top
}

function settleHeadings(body: HTMLElement, options: HtmlOptions): void {
  const headings = [...body.querySelectorAll('h1')]
  const [first, ...others] = headings
  for (const heading of others) rename(heading, 'h2')
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
    dropRepeatedHeadline(body, headline.textContent.trim())
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
  body.prepend(...head)
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
    const isEmptyList =
      !child.isTextblock && !child.isLeaf && child.textContent.trim() === '' && child.type.name !== 'figure' && child.type.name !== 'table'
    if (!isEmpty && !isEmptyList) kept.push(child)
  })
  const hasBlock = kept.some((node) => node.type.isInGroup('block'))
  if (!hasBlock) kept.push(schema.node('paragraph'))
  return doc.type.create(doc.attrs, kept)
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

function unwrap(element: Element): void {
  element.replaceWith(...element.childNodes)
}

function wrapContent(element: Element, tag: string): void {
  const wrapper = element.ownerDocument.createElement(tag)
  wrapper.append(...element.childNodes)
  element.append(wrapper)
}

function wrap(element: Element, tag: string): void {
  const wrapper = element.ownerDocument.createElement(tag)
  element.replaceWith(wrapper)
  wrapper.append(element)
}

function rename(element: Element, tag: string): void {
  const renamed = element.ownerDocument.createElement(tag)
  renamed.append(...element.childNodes)
  element.replaceWith(renamed)
}

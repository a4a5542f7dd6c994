import { type Messages, plural } from '@/lib/core/article/import-messages'
import { isSymbolFont, readSymbolFont } from '@/lib/core/text/symbol-font'
import { rename, trimStart, unwrap, wrap, wrapContent } from '@/lib/editor/html/dom'

/** A comment of Word's clipboard: its mark in the text, and its words after the text. They are notes of the desk, not copy. */
export function dropWordComments(body: HTMLElement, messages: Messages): void {
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

/** Changes that were tracked: words with who and when, as Word writes them, and words that stand in the place of others. They are read as taken, and said. */
export function settleTracked(body: HTMLElement, messages: Messages): void {
  const isTracked = (element: Element) =>
    element.hasAttribute('datetime') ||
    element.hasAttribute('cite') ||
    /\bmso(?:Ins|Del)\b/i.test(element.getAttribute('class') ?? '') ||
    [element.previousSibling, element.nextSibling].some((beside) => isOpposite(element, beside))
  const deleted = [...body.querySelectorAll('del')].filter(isTracked)
  const inserted = [...body.querySelectorAll('ins')].filter(isTracked)
  if (deleted.length + inserted.length === 0) return
  for (const element of deleted) element.remove()
  for (const element of inserted) unwrap(element)
  messages.add(
    'warning',
    `The text has tracked changes (${plural(inserted.length, 'insertion')}, ${plural(deleted.length, 'deletion')}). They were read as accepted: inserted words are in, deleted words are out.`,
  )
}

// Marks of lists in that font are gone by now.
function readSymbols(body: HTMLElement): void {
  const fontOf = (element: Element) =>
    element.getAttribute('face') ??
    /(?<![-\w])font-family:\s*([^;]*)/i.exec(element.getAttribute('style') ?? '')?.[1] ??
    /(?<![-\w])font:[^;]*?\b(?:pt|px|em|%|small|medium|large)\s+([^;]*)/i.exec(element.getAttribute('style') ?? '')?.[1]
  const FONTS = '[face],[style*="font"]'
  for (const element of [...body.querySelectorAll(FONTS)].filter((one) => isSymbolFont(fontOf(one) ?? ''))) {
    const read = (node: ChildNode) => {
      if (node.nodeType === 3) node.nodeValue = readSymbolFont(node.nodeValue ?? '')
      else if (node.nodeType === 1 && !fontOf(node as Element)) for (const child of [...node.childNodes]) read(child)
    }
    for (const child of [...element.childNodes]) read(child)
  }
}

// “<del>12</del> <ins>13</ins>”: one stands for the other.
function isOpposite(element: Element, beside: ChildNode | null): boolean {
  const next =
    beside?.nodeType === 3 && !beside.nodeValue?.trim()
      ? beside === element.nextSibling
        ? beside.nextSibling
        : beside.previousSibling
      : beside
  return next?.nodeName.toLowerCase() === (element.nodeName.toLowerCase() === 'del' ? 'ins' : 'del')
}

/** Word and Google Docs write looks where HTML has words for what they mean. */
export function flattenOfficeMarkup(body: HTMLElement, classStyles: ReadonlyMap<string, string>): void {
  writeOutClassStyles(body, classStyles)
  // A name that means the same wherever its sheet of styles was left behind.
  for (const [selector, tag] of [
    ['span.sup,span.superscript', 'sup'],
    ['span.sub,span.subscript', 'sub'],
  ] as const)
    for (const span of [...body.querySelectorAll(selector)]) if (!span.querySelector('sup,sub')) wrapContent(span, tag)
  for (const paragraph of [...body.querySelectorAll('p.title')]) rename(paragraph, 'h1')
  for (const paragraph of [...body.querySelectorAll('p.subtitle')]) paragraph.setAttribute('data-dek', '')
  nestGoogleLists(body)
  for (const element of [...body.querySelectorAll('*')].filter((one) => one.tagName.includes(':'))) unwrap(element)
  for (const element of [...body.querySelectorAll('b,strong')])
    if (/(?<![-\w])font-weight:\s*(?:normal|400)/i.test(element.getAttribute('style') ?? '')) unwrap(element)
  for (const span of [...body.querySelectorAll('span[style]')]) {
    const style = span.getAttribute('style') ?? ''
    if (/mso-list:\s*Ignore/i.test(style)) {
      // The number or sign an item shows; it is read with its list.
      span.closest('p')?.setAttribute('data-item', span.textContent?.replace(/\s+/g, ' ').trim() ?? '')
      span.remove()
      continue
    }
    if (/(?<![-\w])font-weight:\s*(?:bold|[6-9]00)/i.test(style)) wrapContent(span, 'strong')
    if (/(?<![-\w])font-style:\s*italic/i.test(style)) wrapContent(span, 'em')
    if (/(?<![-\w])text-decoration(?:-line)?:[^;]*\bline-through/i.test(style)) wrapContent(span, 's')
    const script = /(?<![-\w])vertical-align:\s*(super|sub)\b/i.exec(style)?.[1]?.toLowerCase() ?? raisedByLength(style) ?? raisedBy(style)
    if (script) wrapContent(span, script === 'super' ? 'sup' : 'sub')
  }
  readSymbols(body)
  for (const paragraph of [...body.querySelectorAll('p.MsoTitle')]) rename(paragraph, 'h1')
  for (const paragraph of [...body.querySelectorAll('p.MsoSubtitle,p.tickmark-dek')]) paragraph.setAttribute('data-dek', '')
  for (const paragraph of [...body.querySelectorAll('p.tickmark-byline')]) paragraph.setAttribute('data-byline', '')
  for (const paragraph of [...body.querySelectorAll('p.MsoQuote')]) wrap(paragraph, 'blockquote')
  for (const paragraph of [...body.querySelectorAll('p.tickmark-pull-quote,p.MsoIntenseQuote')])
    paragraph.setAttribute('data-pull-quote', '')
  joinWordLists(body)
}

// Set off its line by a length or a part of its height; a point or less is only for looks.
function raisedByLength(style: string): 'super' | 'sub' | null {
  const [, sign, number, unit] = /(?<![-\w])vertical-align:\s*([-+]?)((?:\d*\.)?\d+)(px|pt|em|ex|rem|%)/i.exec(style) ?? []
  if (!number || !unit) return null
  const least = /^(?:px|pt)$/i.test(unit) ? 2 : unit === '%' ? 15 : 0.15
  return Number(number) < least ? null : sign === '-' ? 'sub' : 'super'
}

// Set off its line by hand, as Word's clipboard does.
function raisedBy(style: string): 'super' | 'sub' | null {
  if (!/(?<![-\w])position:\s*relative/i.test(style)) return null
  const top = /(?<![-\w])top:\s*(-?)(?:\d*\.)?\d/i.exec(style)
  return top ? (top[1] === '-' ? 'super' : 'sub') : null
}

interface ItemNumber {
  readonly number: number
  /** As HTML names ways of counting; null: in figures. */
  readonly type: 'a' | 'A' | 'i' | 'I' | null
}

const ROMAN: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50, c: 100 }

/** The number an item shows: "4.", "b)", "(iii)"; null for a sign. `last` is that of the item before: “v” comes after “iv” or after “u”. */
function countOf(shown: string, last: ItemNumber | undefined): ItemNumber | null {
  const said =
    /^\s*\(?(\d{1,6}|[a-z]{1,8})[.)]\s*$/i.exec(shown.replace(/(?:\d+\.)+(?=\d+\.?\s*$)/, ''))?.[1] ?? /^\s*(\d{1,6})\s*$/.exec(shown)?.[1]
  if (!said) return null
  if (/^\d/.test(said)) return { number: Number(said), type: null }
  const small = said.toLowerCase()
  const isSmall = small === said
  const roman = /^[ivxlc]+$/.test(small) && (last ? /i/i.test(last.type ?? '') : small === 'i' || small.length > 1)
  if (roman) {
    const values = [...small].map((letter) => ROMAN[letter] ?? 0)
    return {
      number: values.reduce((sum, value, index) => sum + (value < (values[index + 1] ?? 0) ? -value : value), 0),
      type: isSmall ? 'i' : 'I',
    }
  }
  return small.length === 1 ? { number: small.charCodeAt(0) - 96, type: isSmall ? 'a' : 'A' } : null
}

// Word's clipboard has lists as paragraphs of class MsoListParagraph, with their level in the style.
function joinWordLists(body: HTMLElement): void {
  // Open lists from the outermost in, and the paragraph the last item came from.
  let open: Element[] = []
  /** How far each list has counted. */
  const numbers = new Map<Element, ItemNumber>()
  for (const paragraph of [...body.querySelectorAll('p')]) {
    const style = paragraph.getAttribute('style') ?? ''
    const isItem = /^MsoListParagraph/i.test(paragraph.getAttribute('class') ?? '') && /mso-list:/i.test(style)
    if (!isItem) {
      open = []
      continue
    }
    const shown = paragraph.getAttribute('data-item')
    const marker = shown ? null : /^\s*(?:[·•o▪§–-]|\d+[.)]|[a-z][.)])\s+/i.exec(paragraph.textContent ?? '')
    if (marker) trimStart(paragraph, marker[0].length)
    if (paragraph.previousElementSibling !== open[0]) open = []
    const level = Math.min(Number(/mso-list:[^;]*\blevel(\d)/i.exec(style)?.[1] ?? 1), open.length + 1)
    open = open.slice(0, level)
    const count = countOf(shown ?? marker?.[0] ?? '', numbers.get(open[level - 1] as Element))
    const last = numbers.get(open[level - 1] as Element)
    // Where the numbers jump, a list begins.
    if (last && count && count.number !== last.number + 1) open = open.slice(0, level - 1)
    if (open.length < level) {
      const list = body.ownerDocument.createElement(count ? 'ol' : 'ul')
      if (count && count.number !== 1) list.setAttribute('start', String(count.number))
      if (count?.type) list.setAttribute('type', count.type)
      const outer = open[open.length - 1]?.lastElementChild
      const beside = last ? (outer ? outer.lastElementChild : paragraph.previousElementSibling) : null
      if (beside && level === 1) beside.after(list)
      else if (outer) outer.append(list)
      else paragraph.before(list)
      open.push(list)
    }
    if (count) numbers.set(open[level - 1] as Element, count)
    const item = body.ownerDocument.createElement('li')
    item.append(...paragraph.childNodes)
    open[open.length - 1]?.append(item)
    paragraph.remove()
  }
}

const RULE = /\.([\w-]+)\s*\{([^{}]*)\}/g
const MEANING = /(?<![-\w])(?:font-weight|font-style|vertical-align|text-decoration(?:-line)?|display|visibility|position)\s*:/i

/**
 * The rules of one class that carry meaning (".c3{font-weight:700}"), by class:
 * a page that Google Docs saves has its looks there and nowhere else.
 */
export function classStylesOf(html: string): ReadonlyMap<string, string> {
  const styles = new Map<string, string>()
  for (const [, sheet] of html.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/gi))
    for (const [, name, style] of (sheet ?? '').matchAll(RULE)) if (name && style && MEANING.test(style)) styles.set(name, style)
  return styles
}

function writeOutClassStyles(body: HTMLElement, styles: ReadonlyMap<string, string>): void {
  if (styles.size === 0) return
  for (const element of [...body.querySelectorAll('span[class]')])
    for (const name of element.classList) {
      const style = styles.get(name)
      if (style) element.setAttribute('style', `${style};${element.getAttribute('style') ?? ''}`)
    }
}

// Google Docs saves each level of a list as a list of its own, with the level at the end of its class.
function nestGoogleLists(body: HTMLElement): void {
  const levelOf = (list: Element | null) => Number(/\blst-\S+-(\d)(?!\S)/.exec(list?.getAttribute('class') ?? '')?.[1] ?? -1)
  for (const list of [...body.querySelectorAll('ul[class*="lst-"],ol[class*="lst-"]')]) {
    const level = levelOf(list)
    const before = list.previousElementSibling
    if (!before || levelOf(before) < 0) continue
    // The open list of the same level goes on; a deeper one opens in the last item of the level above.
    let open: Element = before
    while (levelOf(open) < level) {
      const item = open.lastElementChild
      const inner = item?.lastElementChild
      if (inner && levelOf(inner) >= 0) open = inner
      else {
        if (item) item.append(list)
        break
      }
    }
    if (list.parentElement === before.parentElement && levelOf(open) === level) {
      open.append(...list.childNodes)
      list.remove()
    }
  }
}

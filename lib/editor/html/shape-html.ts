import { excerpt, type Messages, plural } from '@/lib/core/article/import-messages'
import { isWithinBounds } from '@/lib/editor/extensions/bounds/attribute-bounds'
import { isSafeHref } from '@/lib/editor/extensions/link/link'
import { rename, unwrap } from '@/lib/editor/html/dom'
import { type KeepDataUrl, settlePictures } from '@/lib/editor/html/figures'
import { writeOutFormulas } from '@/lib/editor/html/formulas'
import { dropHidden } from '@/lib/editor/html/hidden'
import { takeOutNotes } from '@/lib/editor/html/notes'
import { dropWordComments, flattenOfficeMarkup, settleTracked } from '@/lib/editor/html/office-markup'
import { type FoundRemarks, markRemarks } from '@/lib/editor/html/remarks'

export interface ShapeOptions {
  /** Address relative links are resolved against. */
  readonly baseUrl?: string | null
  /** See {@link classStylesOf}. */
  readonly classStyles?: ReadonlyMap<string, string>
  /** Takes comments and footnotes, whose words are marked; without it they become messages. */
  readonly remarks?: FoundRemarks | null
  /** A report of ours: lines that are parted are parted on purpose. */
  readonly isOwn?: boolean
}

/**
 * Brings HTML from outside to the shapes the schema knows, in place, saying
 * what is lost: the one reading of files, pastes and drafts. `body` may be the
 * browser's or one parsed on the server; nothing in it was run or loaded.
 */
export function shapeHtml(
  body: HTMLElement,
  messages: Messages,
  keepDataUrl: KeepDataUrl,
  { baseUrl = null, classStyles = new Map(), remarks = null, isOwn = false }: ShapeOptions = {},
): void {
  flattenDeepMarkup(body)
  writeOutFormulas(body, messages)
  writeOutQuotes(body)
  dropWhatIsNotText(body, messages)
  flattenDeepNesting(body, messages)
  takeOutNotes(body, messages, remarks)
  dropWordComments(body, messages)
  settleTracked(body, messages)
  dropHidden(body, classStyles, messages)
  openDetails(body)
  flattenOfficeMarkup(body, classStyles)
  for (const line of [...body.querySelectorAll('pre br')]) line.replaceWith('\n')
  if (!isOwn) dropEndOfCode(body)
  settleListNumbers(body)
  settleOwnNumbers(body)
  for (const list of [...body.querySelectorAll('ol[start]')]) {
    const start = list.getAttribute('start')?.trim() ?? ''
    if (/^-?\d+$/.test(start) && !isWithinBounds('orderedList', 'start', Number(start)))
      messages.add('warning', `A list that counts from ${start} was read as one that counts from 1: ${excerpt(list.textContent ?? '')}.`)
  }
  if (remarks) markRemarks(body)
  settleTableCaptions(body)
  if (!isOwn) splitDoubleBreaks(body)
  for (const mark of [...body.querySelectorAll('hr.tickmark-between')]) mark.remove()
  for (const cell of [...body.querySelectorAll('td')].filter((one) => one.querySelector('p.tickmark-head'))) {
    const head = body.ownerDocument.createElement('th')
    for (const { name, value } of [...cell.attributes]) head.setAttribute(name, value)
    head.append(...cell.childNodes)
    cell.replaceWith(head)
  }
  settleLinks(body, messages, baseUrl)
  settlePictures(body, messages, keepDataUrl)
}

/** The part of a page or clipboard that holds the text. */
export function bodyOf(html: string): string {
  const fragment = /<!--StartFragment-->([\s\S]*)<!--EndFragment-->/.exec(html)?.[1]
  if (fragment) return fragment
  const body = /<body[^>]*>([\s\S]*?)(?:<\/body>|$)/i.exec(html)?.[1]
  return body ?? html.replace(/<head[\s>][\s\S]*?<\/head>/i, '')
}

const DROPPED: readonly [string, string, string][] = [
  ['script,style,noscript,template,link,meta,title,head,base', '', ''],
  ['iframe,video,audio,object,embed', 'embedded video or other player', 'embedded videos or other players'],
  ['form,button,input,select,textarea,dialog', 'form or button', 'forms and buttons'],
  ['svg,canvas', 'drawing', 'drawings'],
]

function dropWhatIsNotText(body: HTMLElement, messages: Messages): void {
  for (const [selector, one, many] of DROPPED) {
    for (const element of [...body.querySelectorAll(selector)]) {
      // A form around the article is only wrapping; what is in it is text.
      if (element.matches('form') && (element.textContent?.trim().length ?? 0) > 500) {
        unwrap(element)
        continue
      }
      if (element.matches('input[type="checkbox"]')) {
        messages.count(
          'info',
          'check boxes',
          (n) => `${plural(n, 'check box', 'check boxes')} of a task list ${n === 1 ? 'was' : 'were'} left out.`,
        )
        element.remove()
        continue
      }
      sayWordsOf(element, one, messages)
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

/** Shorter words of a form are its labels and buttons. In UTF-16 units. */
const SHORTEST_OF_FORM = 25

/** The words that go with something that is left out, so that nobody misses them. */
function sayWordsOf(element: Element, what: string, messages: Messages): void {
  const isUnseen = element.matches('noscript')
  if ((what === '' && !isUnseen) || element.matches('script,style,template')) return
  const words = (element.textContent ?? '').replace(/<[^>]*>/g, ' ').trim()
  if (words.length < (element.matches('svg,object,video,audio,canvas') ? 2 : SHORTEST_OF_FORM)) return
  messages.add(
    'warning',
    `${isUnseen ? 'Text that stands there for readers without scripts' : `The words of a ${what}`} were left out: ${excerpt(words, 120)}.`,
  )
}

// What opens at a click is copy: its heading is a line of its own.
function openDetails(body: HTMLElement): void {
  for (const summary of [...body.querySelectorAll('summary')])
    rename(summary, summary.querySelector('p,h1,h2,h3,h4,h5,h6,div') ? 'div' : 'p')
  for (const details of [...body.querySelectorAll('details')]) rename(details, 'div')
}

/** Markup in markup that is kept; what stands deeper is read without it, since every reader goes down one call for each. */
const MAX_DEPTH = 200

function flattenDeepMarkup(body: HTMLElement): void {
  const depths = new Map<Element, number>()
  const tooDeep: Element[] = []
  for (const element of [...body.querySelectorAll('*')]) {
    const depth = (depths.get(element.parentElement as Element) ?? 0) + 1
    depths.set(element, depth)
    if (depth > MAX_DEPTH && !element.matches('img,br,hr,td,th,tr')) tooDeep.push(element)
  }
  for (const element of tooDeep.reverse()) unwrap(element)
}

/** The marks a language puts around quoted words, and around those quoted within. */
const QUOTES: Readonly<Record<string, readonly [string, string, string, string]>> = {
  de: ['„', '“', '‚', '‘'],
  fr: ['« ', ' »', '“', '”'],
  es: ['«', '»', '“', '”'],
  it: ['«', '»', '“', '”'],
  sv: ['”', '”', '’', '’'],
}

// Browsers draw the marks of a quotation in the line (HTML, 4.5.7); they are copy all the same.
function writeOutQuotes(body: HTMLElement): void {
  for (const quote of [...body.querySelectorAll('q')].reverse()) {
    const language = quote.closest('[lang]')?.getAttribute('lang')?.slice(0, 2).toLowerCase() ?? ''
    const marks = QUOTES[language] ?? ['“', '”', '‘', '’']
    let depth = 0
    for (let outer = quote.parentElement?.closest('q'); outer; outer = outer.parentElement?.closest('q')) depth++
    const [open, close] = depth % 2 === 0 ? [marks[0], marks[1]] : [marks[2], marks[3]]
    quote.prepend(open)
    quote.append(close)
    unwrap(quote)
  }
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

// The line break before the end of a block of code ends its last line, and begins none.
function dropEndOfCode(body: HTMLElement): void {
  for (const code of [...body.querySelectorAll('pre')]) {
    let last: ChildNode | null = code.lastChild
    while (last?.nodeType === 1) last = last.lastChild
    if (last?.nodeType === 3 && last.nodeValue?.endsWith('\n')) last.nodeValue = last.nodeValue.slice(0, -1)
  }
}

// Items that say their number (see `markListNumbers`) begin a list of their own where the numbers jump.
function settleListNumbers(body: HTMLElement): void {
  const numbers = new Map<Element, number>()
  for (const mark of [...body.querySelectorAll('a[id^="tickmark-number-"]')]) {
    const [, number, type] = /-(\d+)-(\w+)$/.exec(mark.getAttribute('id') ?? '') ?? []
    const item = mark.closest('li')
    let list = item?.parentElement
    unwrap(mark)
    if (!item || !list?.matches('ol') || numbers.has(item)) continue
    numbers.set(item, Number(number))
    const before = item.previousElementSibling
    if (before && numbers.get(before) !== Number(number) - 1) {
      const rest = body.ownerDocument.createElement('ol')
      let one: Element | null = item
      while (one) {
        const next: Element | null = one.nextElementSibling
        rest.append(one)
        one = next
      }
      list.after(rest)
      list = rest
    }
    if (list.firstElementChild !== item) continue
    if (number !== '1') list.setAttribute('start', number ?? '1')
    if (type && type !== 'decimal') list.setAttribute('type', type)
  }
}

// HTML says numbers of its own too (HTML, 4.4.5 and 4.4.8): where they jump, a list begins.
function settleOwnNumbers(body: HTMLElement): void {
  for (const list of [...body.querySelectorAll('ol')]) {
    const items = [...list.children].filter((one) => one.matches('li'))
    const isReversed = list.hasAttribute('reversed')
    if (!isReversed && !items.some((item) => item.hasAttribute('value'))) continue
    const step = isReversed ? -1 : 1
    const said = (text: string | null) => (/^-?\d{1,6}$/.test(text ?? '') ? Number(text) : null)
    let next = said(list.getAttribute('start')) ?? (isReversed ? items.length : 1)
    let open: Element | null = null
    let last = 0
    let number = next
    for (const item of items) {
      number = said(item.getAttribute('value')) ?? next
      if (!open || number !== last + 1) {
        open = body.ownerDocument.createElement('ol')
        const type = list.getAttribute('type')
        if (type) open.setAttribute('type', type)
        if (number > 1) open.setAttribute('start', String(number))
        list.before(open)
      }
      open.append(item)
      last = number
      next = number + step
    }
    list.remove()
  }
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

// Old pages part paragraphs by two line breaks.
function splitDoubleBreaks(body: HTMLElement): void {
  // Not asked as a selector: that looks at all that stands beside, for each.
  const second = [...body.querySelectorAll('br')].filter((one) => one.previousElementSibling?.matches('br'))
  const holders = new Set(second.map((one) => one.parentElement))
  for (const holder of holders) {
    if (!holder?.matches('p,div,td,body,section,article,blockquote,li')) continue
    const runs = runsOfBreaks(holder)
    if (holder.matches('p')) {
      let after: Element = holder
      for (const [index, run] of runs.entries()) {
        const rest = body.ownerDocument.createElement('p')
        const until = runs[index + 1]?.[0] ?? null
        let node = run[run.length - 1]?.nextSibling ?? null
        while (node && node !== until) {
          const next: ChildNode | null = node.nextSibling
          rest.append(node)
          node = next
        }
        for (const one of run) one.remove()
        after.after(rest)
        after = rest
      }
    } else
      for (const run of runs) {
        // A block element between runs of text makes the parser start a new paragraph.
        run[0]?.before(body.ownerDocument.createElement('div'))
        for (const one of run) one.remove()
      }
  }
}

/** Two breaks or more with nothing but white space between them, and that. */
function runsOfBreaks(holder: Element): ChildNode[][] {
  const runs: ChildNode[][] = []
  let open: ChildNode[] = []
  let breaks = 0
  const end = () => {
    if (breaks > 1) runs.push(open)
    open = []
    breaks = 0
  }
  for (const node of [...holder.childNodes]) {
    if (node.nodeName.toLowerCase() === 'br') {
      open.push(node)
      breaks++
    } else if (node.nodeType === 3 && !node.nodeValue?.trim()) {
      if (open.length > 0) open.push(node)
    } else if (node.nodeType !== 8) end()
  }
  end()
  // White space behind the last break is of what comes next.
  for (const run of runs) while (run[run.length - 1]?.nodeType === 3) run.pop()
  return runs
}

function settleLinks(body: HTMLElement, messages: Messages, baseUrl: string | null): void {
  for (const link of [...body.querySelectorAll('a')]) {
    const href = link.getAttribute('href')
    const target = href && withoutRedirect(href)
    const absolute =
      target && baseUrl && !/^[a-z][a-z0-9+.-]*:/i.test(target) && !target.startsWith('#') ? resolve(target, baseUrl) : target
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

// Google Docs sends its readers' clicks through itself.
function withoutRedirect(href: string): string {
  const to = /^https:\/\/www\.google\.com\/url\?(?:.*&)?q=([^&]+)/.exec(href)?.[1]
  try {
    return to ? decodeURIComponent(to) : href
  } catch {
    return href
  }
}

function resolve(href: string, base: string): string | null {
  try {
    return new URL(href, base).href
  } catch {
    return null
  }
}

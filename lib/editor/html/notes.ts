import { excerpt, type Messages, plural } from '@/lib/core/article/import-messages'
import { plainRaised } from '@/lib/core/text/raised'
import { type FoundRemarks, remarkAnchor } from '@/lib/editor/html/remarks'

/** More notes than this are counted, not quoted. */
const MAX_QUOTED = 40

/**
 * Takes footnotes, endnotes and comments out of the text: they are about the
 * copy and not copy. A note is known by the two links it needs, whatever
 * program wrote it: its sign in the text points at the note, and the note
 * points back. What it said, and where, becomes a remark, or a message where
 * no remarks are wanted.
 */
export function takeOutNotes(body: HTMLElement, messages: Messages, remarks: FoundRemarks | null = null): void {
  const targets = new Map<string, Element>()
  for (const element of [...body.querySelectorAll('[id],a[name]')])
    for (const name of [element.getAttribute('id'), element.getAttribute('name')])
      if (name && !targets.has(name)) targets.set(name, element)
  const links = [...body.querySelectorAll('a[href^="#"]')]
  const order = new Map(links.map((link, index) => [link, index] as const))
  const notes = new Map<Element, Element[]>()
  for (const link of links) {
    const target = targets.get(hashOf(link))
    // The way back from a note: a sign stands before its note.
    const first = target && (order.get(target) ?? order.get(target.querySelector('a[href^="#"]') as Element))
    if (first !== undefined && first < (order.get(link) ?? 0)) continue
    const note = target && holderOf(target, body)
    // A section with a heading is what a table of contents leads to, and so is what a whole line leads to.
    if (
      !note ||
      note.contains(link) ||
      note.querySelector('h1,h2,h3,h4,h5,h6') ||
      isWholeLine(link) ||
      !pointsBack(note, link, targets, order)
    )
      continue
    notes.set(note, [...(notes.get(note) ?? []), link])
  }
  let footnotes = 0
  let comments = 0
  for (const [note, signs] of notes) {
    const [sign] = signs
    if (!sign) continue
    const isComment = /cmnt|msocom|comment/i.test(hashOf(sign))
    const at = wordsBefore(sign)
    for (const back of [...note.querySelectorAll('a[href^="#"]')]) back.remove()
    const words = excerpt((note.textContent ?? '').replace(/^[\s[\].*^]+|[↑↩↵]\uFE0E?/g, ''), 300)
    let point: Element | null = null
    if (remarks) {
      const text = wholeText(note)
      const index = remarks.add({ kind: isComment ? 'comment' : 'footnote', author: null, at: null, text, isResolved: false, replies: [] })
      point = body.ownerDocument.createElement('a')
      point.id = remarkAnchor('point', index)
    } else if (isComment) comments++
    else if (footnotes++ < MAX_QUOTED)
      messages.add('warning', `A footnote${at ? ` at ${at}` : ''} is not in the text: ${words}. Add it as evidence where it belongs.`)
    const holder = note.parentElement
    note.remove()
    for (const one of signs) dropSign(one, one === sign ? point : null)
    dropWhenEmpty(holder, body)
  }
  if (footnotes > MAX_QUOTED) messages.add('warning', `${plural(footnotes - MAX_QUOTED, 'more footnote')} are not in the text.`)
  if (comments > 0)
    messages.add(
      'warning',
      `${plural(comments, 'comment')} ${comments === 1 ? 'was' : 'were'} not read. Keep the original if you need ${comments === 1 ? 'it' : 'them'}.`,
    )
}

/** The words of a note, a line for each of its paragraphs, with the addresses of its links: often those are all it says. */
function wholeText(note: Element): string {
  const words = (node: ChildNode): string => {
    if (node.nodeType === 3) return (node.nodeValue ?? '').replace(/\s+/g, ' ')
    if (node.nodeType !== 1) return ''
    const element = node as Element
    if (element.matches('br')) return '\n'
    const inner = [...element.childNodes].map(words).join('')
    if (element.matches('a[href]')) {
      const href = element.getAttribute('href') ?? ''
      return /^(?:https?|mailto):/i.test(href) && !inner.includes(href.replace(/^mailto:/i, '')) ? `${inner} (${href})` : inner
    }
    if (element.matches('sup')) return plainRaised(inner, 'above')
    if (element.matches('sub')) return plainRaised(inner, 'below')
    if (element.matches('p,div,li,tr,h1,h2,h3,h4,h5,h6,blockquote,pre')) return `\n${inner}\n`
    return element.matches('td,th') ? `${inner} ` : inner
  }
  return [...note.childNodes]
    .map(words)
    .join('')
    .replace(/^[\s[\].*^]+|[↑↩↵]\uFE0E?/g, '')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n\s*/g, '\n')
    .trim()
}

function hashOf(link: Element): string {
  const hash = (link.getAttribute('href') ?? '').slice(1)
  try {
    return decodeURIComponent(hash)
  } catch {
    return hash
  }
}

// The list item, division or paragraph that a note is. A target in the middle of running text is a place, not a note.
function holderOf(target: Element, body: HTMLElement): Element | null {
  const item = target.closest('li,aside,dd')
  if (item && body.contains(item)) return item
  const block = target.closest('p,div,section')
  if (!block || block === body) return null
  // Programs put each note into a division of its own.
  const parent = block.parentElement
  if (!parent || parent === body || !block.matches('p') || !parent.matches('div,section')) return block
  const isOwn = parent.querySelectorAll('p').length <= 3 && parent.querySelectorAll('a[id],a[name]').length <= 2
  return isOwn ? parent : block
}

// The sign of a note stands beside words; an entry of a table of contents is all of its line.
function isWholeLine(link: Element): boolean {
  const line = link.closest('li,p,td,dt,dd')
  const text = (link.textContent ?? '').trim()
  return line !== null && /\p{L}{3}/u.test(text) && (line.textContent ?? '').trim() === text
}

// A note points back at its sign: at the link itself, at what holds it, or at a name just before it.
function pointsBack(note: Element, sign: Element, targets: ReadonlyMap<string, Element>, order: ReadonlyMap<Element, number>): boolean {
  return [...note.querySelectorAll('a[href^="#"]')].some((back) => {
    if (back === sign) return false
    const place = targets.get(hashOf(back))
    if (!place || note.contains(place)) return false
    const holdsSign = place === sign || place.contains(sign) || place === sign.previousElementSibling
    // A sign stands before its note.
    return holdsSign && (order.get(sign) ?? 0) < (order.get(back) ?? 0)
  })
}

/** How many UTF-16 units before a sign are quoted. */
const QUOTED_BEFORE = 50

function wordsBefore(sign: Element): string {
  const block = sign.closest('p,li,td,th,h1,h2,h3,h4,h5,h6,blockquote,figcaption,div')
  if (!block) return ''
  const before = textBefore(block, sign).replace(/\s+/g, ' ').trim()
  if (before === '') return ''
  return `“${before.length > QUOTED_BEFORE ? `… ${before.slice(-QUOTED_BEFORE).replace(/^\S*\s/, '')}` : before}”`
}

// From the sign backwards, no further than is quoted: a paragraph may have thousands of signs.
function textBefore(root: Element, end: Element): string {
  let text = ''
  let node: ChildNode = end as unknown as ChildNode
  while (text.trim().length <= QUOTED_BEFORE) {
    while (!node.previousSibling) {
      if (!node.parentElement || node.parentElement === root) return text
      node = node.parentElement as unknown as ChildNode
    }
    node = node.previousSibling
    text = `${node.textContent ?? ''}${text}`
  }
  return text
}

function dropSign(link: Element, inItsPlace: Element | null): void {
  let top: Element = link
  let parent = link.parentElement
  while (parent?.matches('sup,span,a') && parent.textContent?.trim() === (top.textContent ?? '').trim()) {
    top = parent
    parent = parent.parentElement
  }
  const anchor = top.previousSibling
  if (anchor?.nodeType === 1 && (anchor as Element).matches('a[id]:not([id^="tickmark-"]),a[name]') && (anchor.textContent ?? '') === '')
    anchor.remove()
  if (inItsPlace) top.before(inItsPlace)
  top.remove()
}

function dropWhenEmpty(element: Element | null, body: HTMLElement): void {
  let one = element
  while (one && one !== body && !holdsWords(one) && !one.querySelector('img')) {
    const parent: Element | null = one.parentElement
    // The rule a program draws above its notes.
    const before = one.previousElementSibling
    if (before?.matches('hr')) before.remove()
    one.remove()
    one = parent
  }
}

// Up to the first words: a list may have thousands of notes left.
function holdsWords(element: Element): boolean {
  for (let node = element.firstChild; node; node = node.nextSibling) if (node.nodeType !== 8 && node.textContent?.trim()) return true
  return false
}

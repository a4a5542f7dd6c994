import { excerpt, type Messages, plural } from '@/lib/core/article/import-messages'

/** Blocks that hold a line of an article, the innermost. */
const LINES = 'p,li,h2,h3,h4,h5,h6,td,div,span,figcaption,dd,dt'
/** Longer lines are copy, whatever they begin with. In UTF-16 units. */
const LONGEST = 220
/** Lines that are quoted; the rest is counted. */
const MOST_QUOTED = 12

const INVITATION =
  /^(?:>+ ?|[•·|-] ?)?(?:read (?:more|also|next|full)\b|also read\b|more (?:from|on|articles|stories|news|coverage)\b|see also\b|related\b(?: (?:articles?|stories|story|content|videos?|links?|topics?|coverage|news))?\s*(?::|$)|recommended\b|don[’']?t miss\b|you (?:may|might) also (?:like|be interested)|click (?:here|to)\b|get (?:the|our) .{0,60}\b(?:app|newsletter|inbox|updates|alerts)\b|get breaking news|get the latest\b|download (?:the|our) .{0,40}\bapp\b|subscribe\b|sign (?:up|in)\b|log in\b|register (?:now|here)\b|(?:our|daily|weekly|free)? ?newsletters?\b.{0,40}$|continue reading|story continues|article continues|advertise(?:ment)?\b.{0,20}$|scroll (?:down|for|to)\b|watch (?:more|now|live|also)?\s*:|share (?:this|on|via)?\b.{0,30}$|tweet$|print$|e-?mail$|follow (?:us|him|her|them|@|our)\b|comments?(?: \(\d+\))?$|\d+ comments?$|(?:view|show|post|leave|add) (?:a |all |the )?comments?\b|loading\b|close$|caption$|(?:image|photo|slide|picture) ?\d+ ?of\b|photos?:|image:|show more\b|hide caption|toggle caption|enlarge this image|view (?:gallery|slideshow|photos?)\b|have a (?:tip|story)\b|send (?:us )?(?:your )?tips\b|report (?:a typo|an error)|tags?\s*:|topics?\s*:|filed under\b|categories\s*:|(?:breaking news|top stories|most (?:read|popular|viewed)|trending|latest news|what to read next|up next|popular now|in this article|skip to|back to top|home$|news$|menu$)\b.{0,40}$)/i
const RIGHTS =
  /^(?:©|\(c\) ?\d{4}|copyright\b|all rights reserved|this (?:material|document|article|story) (?:may not be|is subject to copyright)|citation:|the content is provided for information|reproduction in whole or in part)/i
const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
const DATED = new RegExp(
  `^(?:(?:last |first )?(?:updated|published|posted|modified|created)\\b.{0,90}|\\|? ?(?:updated|published)\\b.{0,60}|(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?(?:${MONTH}\\.? \\d{1,2}(?:st|nd|rd|th)?,? \\d{4}|\\d{1,2}(?:st|nd|rd|th)? ${MONTH}\\.?,? \\d{4}|\\d{1,2}[/.-]\\d{1,2}[/.-]\\d{2,4}).{0,50}|\\d{1,3} (?:min(?:ute)?s?|hours?|days?|weeks?|months?) ago.{0,20}|\\d{1,2} min(?:ute)? read)$`,
  'i',
)
/** Sentences that speak to whoever reads the page. */
const TO_READERS = /\b(?:you|your|our|us|newsletters?|inbox)\b|^(?:©|\(c\)|all rights reserved|this (?:material|document|article|story) )/i
const ADDRESS = /^(?:https?:\/\/|www\.)\S+$/i

/**
 * Takes out of a page's article what is the page's own: invitations to read,
 * subscribe and follow, dates, rows of links, the names of its authors again.
 * A sentence without a link stays, whatever it begins with, unless it speaks to
 * readers. How much went is told, and the first lines are quoted. In place.
 */
export function takeOutFurniture(
  body: HTMLElement,
  { title, byline }: { readonly title: string | null; readonly byline: string | null },
  messages: Messages,
): void {
  const gone: string[] = []
  const remove = (element: Element) => {
    const words = wordsOf(element)
    if (words !== '') gone.push(words)
    element.remove()
  }
  for (const list of [...body.querySelectorAll('ul,ol,nav')]) if (body.contains(list) && isRowOfLinks(list)) remove(list)
  const names = [title, byline, byline?.replace(/^by /i, '') ?? null].filter((one): one is string => Boolean(one)).map(fold)
  for (const line of [...body.querySelectorAll(LINES)]) {
    if (
      !body.contains(line) ||
      line.querySelector('p,li,div,ul,ol,table,figure,img,blockquote,h1,h2,h3,h4') ||
      line.closest('figure,blockquote,pre')
    )
      continue
    const words = wordsOf(line)
    if (words === '' || words.length > LONGEST) continue
    if (line.matches('span') && line.parentElement && wordsOf(line.parentElement) !== words) continue
    if (isFurniture(line, words, names)) remove(line)
  }
  if (gone.length === 0) return
  const quoted = gone.slice(0, MOST_QUOTED).map((words) => excerpt(words, 50))
  const more = gone.length - quoted.length
  messages.add(
    'info',
    `${plural(gone.length, 'line')} of the page itself ${gone.length === 1 ? 'was' : 'were'} left out: ${quoted.join(', ')}${more > 0 ? ` and ${plural(more, 'more line')}` : ''}.`,
  )
}

function isFurniture(line: Element, words: string, names: readonly string[]): boolean {
  const folded = fold(words)
  if (names.some((name) => folded === name || folded === `by ${name}`)) return true
  const share = linkedShare(line)
  if (ADDRESS.test(words)) return true
  if ((DATED.test(words) || RIGHTS.test(words) || INVITATION.test(words)) && !(share === 0 && isSentence(words))) return true
  const isLink = share > 0.9
  // “TAYLOR SWIFT CLEARED TO PERFORM AMID FEUD”
  if (isLink && words.length > 12 && words === words.toUpperCase()) return true
  return isLink && isLinkLine(line.previousElementSibling) && isLinkLine(line.nextElementSibling)
}

function isSentence(words: string): boolean {
  return /[.!?…][”’"')\]]*$/.test(words) && words.split(' ').length >= 4 && !TO_READERS.test(words)
}

const isLinkLine = (element: Element | null) => element !== null && wordsOf(element) !== '' && linkedShare(element) > 0.9

function isRowOfLinks(list: Element): boolean {
  const items = [...list.children]
  if (items.length === 0 || list.querySelector('ul,ol,table')) return items.length > 0 && linkedShare(list) > 0.9
  return wordsOf(list).length < 2_000 && linkedShare(list) > 0.85
}

function linkedShare(element: Element): number {
  const all = wordsOf(element).length
  if (all === 0) return 0
  let linked = 0
  for (const link of [...element.querySelectorAll('a')]) linked += wordsOf(link).length
  return linked / all
}

const wordsOf = (element: Element) => (element.textContent ?? '').replace(/\s+/g, ' ').trim()
const fold = (text: string) => text.toLocaleLowerCase().replace(/\s+/g, ' ').trim()

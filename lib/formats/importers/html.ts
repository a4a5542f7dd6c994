import { isProbablyReaderable, Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import { Messages } from '@/lib/core/article/import-messages'
import { FoundRemarks } from '@/lib/editor/html/remarks'
import type { Imported, ReadOptions } from '@/lib/formats/importers/import-result'
import { decodeText, refuseIfBinary } from '@/lib/formats/support/decode-text'
import { CLAIM_LOG_BOOKMARK } from '@/lib/formats/support/docx/own-report'
import { htmlToDocument } from '@/lib/formats/support/html-to-document'
import { articleOfOwnReport } from '@/lib/formats/support/own-page'
import { refuseOwnReport } from '@/lib/formats/support/own-report'
import { takeOutFurniture } from '@/lib/formats/support/page-furniture'

/** A saved web page or a piece of HTML. Of a page, the article is taken and the rest left out. */
export function importHtml(bytes: Uint8Array, { encoding, remarks: choice }: ReadOptions = {}): Imported {
  refuseIfBinary(bytes)
  const remarks = choice === 'claims' ? new FoundRemarks() : null
  const messages = new Messages()
  const html = decodeText(bytes, 'html', messages, encoding)
  const own = articleOfOwnReport(html)
  if (own !== null) {
    messages.add('info', 'This is a report that Tickmark made: its claim log and sources are not part of the article and were left out.')
    return htmlToDocument(own, messages, { remarks, isOwn: true })
  }
  // A page may speak of such reports; one made of our Word file has its bookmark.
  if (html.includes(CLAIM_LOG_BOOKMARK)) refuseOwnReport(html)
  const page = isWholePage(html) ? articleOf(html) : null
  if (!page) return htmlToDocument(html, messages, { remarks })
  messages.add('info', 'The article was taken from the page; menus, adverts and other articles were left out.')
  return htmlToDocument(withoutFurniture(page, messages), messages, {
    headline: page.title,
    dek: null,
    byline: page.byline,
    baseUrl: page.baseUrl,
    remarks,
  })
}

/** HTML from a clipboard: never a page to be searched for its article. */
export function importPastedHtml(bytes: Uint8Array, options: ReadOptions = {}): Imported {
  const messages = new Messages()
  const remarks = options.remarks === 'claims' ? new FoundRemarks() : null
  return htmlToDocument(decodeText(bytes, 'html', messages, 'utf-8'), messages, { remarks })
}

function isWholePage(html: string): boolean {
  if (!/<(?:html|body|head)[\s>]|<!doctype html/i.test(html.slice(0, 20_000))) return false
  // Word and other editors save plain documents as pages; those are taken whole.
  if (/<meta[^>]+(?:Microsoft Word|LibreOffice|Google Docs|OpenOffice)/i.test(html.slice(0, 20_000))) return false
  return /<(?:script|nav|header|footer|aside|form|iframe)[\s>]/i.test(html)
}

function withoutFurniture({ html, title, byline }: Page, messages: Messages): string {
  const { document } = parseHTML(`<html><body>${html}</body></html>`)
  const body = document.body as unknown as HTMLElement
  takeOutFurniture(body, { title, byline }, messages)
  return body.innerHTML
}

interface Page {
  readonly html: string
  readonly title: string | null
  readonly byline: string | null
  readonly baseUrl: string | null
}

/** Tags that a page may leave out (HTML, 13.1.2.4), and the parser does not put in. */
function withOuterTags(html: string): string {
  if (/<html[\s>]/i.test(html)) return html
  const inner = html.replace(/<!doctype[^>]*>/i, '')
  return `<html>${/<(?:body|head)[\s>]/i.test(inner) ? inner : `<body>${inner}</body>`}</html>`
}

function articleOf(html: string): Page | null {
  const { document } = parseHTML(withOuterTags(html))
  const baseUrl =
    document.querySelector('link[rel="canonical"]')?.getAttribute('href') ??
    document.querySelector('meta[property="og:url"]')?.getAttribute('content') ??
    null
  const heading = document.querySelectorAll('h1')
  const onlyHeading = heading.length === 1 ? (heading[0]?.textContent?.trim() ?? null) : null
  const readable = document as unknown as Document
  // Readability takes the byline out of the page, and keeps the first name of it.
  const printed = printedByline(readable)
  if (!isProbablyReaderable(readable, { minContentLength: 80 }) && !document.querySelector('article, [itemprop="articleBody"]')) return null
  let article: ReturnType<Readability['parse']>
  try {
    article = new Readability(readable, { keepClasses: true, charThreshold: 250 }).parse()
  } catch {
    return null
  }
  if (!article?.content || (article.textContent?.trim().length ?? 0) < 100) return null
  return {
    html: article.content,
    title: onlyHeading || article.title?.trim() || null,
    byline: bylineOf(printed, article.byline?.trim() || null),
    baseUrl: baseUrl && /^https?:/i.test(baseUrl) ? baseUrl : null,
  }
}

// The line as the page prints it, or the names it marks as authors; what stands below the first paragraph belongs to others.
function printedByline(document: Document): string | null {
  const firstParagraph = [...document.querySelectorAll('p')].find((one) => (one.textContent?.trim().length ?? 0) > 120)
  const isAbove = (element: Element) => !firstParagraph || Boolean(element.compareDocumentPosition(firstParagraph) & 4)
  const words = (element: Element) => (element.textContent ?? '').replace(/\s+/g, ' ').trim()
  const lines = [...document.querySelectorAll('[class*="byline" i],[itemprop~="author"],[rel~="author"]')].filter(
    (one) => isAbove(one) && words(one) !== '' && words(one).length < 200,
  )
  const outermost = lines.filter((one) => !lines.some((other) => other !== one && other.contains(one)))
  return [...new Set(outermost.map(words))].join(', ') || null
}

function bylineOf(printed: string | null, known: string | null): string | null {
  if (!printed) return known
  if (!known) return printed
  const fold = (text: string) => text.toLocaleLowerCase().replace(/^by\s+/, '')
  return fold(printed).includes(fold(known)) ? printed : known
}

import { type Messages, plural } from '@/lib/core/article/import-messages'
import { rename, topMost, unwrap } from '@/lib/editor/html/dom'

/** Keeps the picture of a `data:` address and returns its address for the document, or null when it cannot be kept. */
export type KeepDataUrl = (url: string) => string | null

/** Every picture becomes a figure of its own, with its caption, outside of lines of text. */
export function settlePictures(body: HTMLElement, messages: Messages, keepDataUrl: KeepDataUrl): void {
  for (const figure of [...body.querySelectorAll('figure')])
    if (!figure.querySelector('img') || figure.querySelector('table,pre,blockquote')) unwrap(figure)
  restorePictures(body)
  splitGalleries(body)
  for (const image of [...body.querySelectorAll('img')]) {
    const src = sourceOf(image, keepDataUrl, messages)
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

// A line of our own report that stands for a picture it could not hold.
function restorePictures(body: HTMLElement): void {
  for (const line of [...body.querySelectorAll('p.tickmark-picture')]) {
    const image = body.ownerDocument.createElement('img')
    image.setAttribute('alt', (line.textContent ?? '').replace(/^\[Picture:? ?|\]$/g, ''))
    const src = line.querySelector('a')?.getAttribute('href')
    if (src) image.setAttribute('src', src)
    line.before(image)
    line.remove()
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

function sourceOf(image: Element, keepDataUrl: KeepDataUrl, messages: Messages): string | null {
  const candidates = ['data-src', 'data-original', 'data-lazy-src', 'src'].map((name) => image.getAttribute(name))
  const src = candidates.find((one) => one && !/^data:image\/(?:gif|svg)/i.test(one)) ?? ''
  if (src.startsWith('attachment:')) return src
  if (/^data:/i.test(src)) return keepDataUrl(src)
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

import { Node } from '@tiptap/core'
import { cleanCharacters } from '@/lib/core/text/clean'

/** An image kept in this database is addressed by the SHA-256 of its bytes. */
export const ATTACHMENT_SRC = /^attachment:[0-9a-f]{64}$/

/** Longest description of a picture, in UTF-16 code units. */
const MAX_ALT = 2_000

/** What may stand as an image's source: a kept file, or the web address it had, which is never loaded. */
export function isImageSource(src: unknown): src is string {
  if (typeof src !== 'string' || src.length > 2_048) return false
  return ATTACHMENT_SRC.test(src) || /^https?:\/\//i.test(src)
}

/** Address of an image for the browser, or null when it is on somebody else's server and is not loaded. */
export function imageAddress(src: string): string | null {
  return ATTACHMENT_SRC.test(src) ? `/api/attachments/${src.slice('attachment:'.length)}` : null
}

/** An image with its caption. The caption is text of the article like any other. */
export const Figure = Node.create({
  name: 'figure',
  group: 'block',
  content: 'caption',
  isolating: true,
  draggable: true,

  addAttributes() {
    return {
      src: {
        default: null,
        validate: (src: unknown) => {
          if (src !== null && !isImageSource(src)) throw new RangeError('Not an image address')
        },
        parseHTML: (element) => {
          const image = element.querySelector('img')
          const src = image?.getAttribute('data-src') ?? image?.getAttribute('src') ?? null
          return isImageSource(src) ? cleanCharacters(src) : null
        },
        renderHTML: () => ({}),
      },
      alt: {
        default: '',
        validate: (alt: unknown) => {
          if (typeof alt !== 'string' || alt.length > MAX_ALT)
            throw new RangeError(`A picture’s description has at most ${MAX_ALT} characters`)
        },
        parseHTML: (element) => cleanCharacters((element.querySelector('img')?.getAttribute('alt') ?? '').slice(0, MAX_ALT)),
        renderHTML: () => ({}),
      },
    }
  },

  parseHTML: () => [
    {
      tag: 'figure',
      contentElement: (dom) => {
        const figure = dom as HTMLElement
        return figure.querySelector<HTMLElement>('figcaption') ?? figure.ownerDocument.createElement('figcaption')
      },
    },
  ],

  renderHTML({ node }) {
    const { src, alt } = node.attrs as { src: string | null; alt: string }
    const address = src ? imageAddress(src) : null
    const picture = address
      ? ['img', { src: address, alt, 'data-src': src, loading: 'lazy' }]
      : [
          'div',
          { class: 'image-not-loaded', role: 'img', 'aria-label': alt || 'Image not loaded' },
          ['img', { 'data-src': src ?? '', alt, hidden: '' }],
          src ? `Image not loaded from ${hostOf(src)}${alt ? `: ${alt}` : ''}` : alt || 'Image not kept',
        ]
    return ['figure', {}, ['div', { contenteditable: 'false' }, picture], ['figcaption', { 'data-caption': '' }, 0]] as never
  },
})

export const Caption = Node.create({
  name: 'caption',
  content: 'inline*',
  defining: true,
  parseHTML: () => [{ tag: 'p[data-caption-text]', priority: 60 }],
  renderHTML: () => ['p', { class: 'caption', 'data-caption-text': '' }, 0],
})

function hostOf(src: string): string {
  try {
    return new URL(src).host
  } catch {
    return 'the web'
  }
}

import { createHash } from 'node:crypto'
import { type Messages, plural } from '@/lib/core/article/import-messages'
import { IMPORT_LIMITS, type ImportedImage } from '@/lib/formats/importers/import-result'

/** Picture types that are kept, by their first bytes. SVG is a program and is not. */
export function pictureType(bytes: Uint8Array): string | null {
  const starts = (...signature: number[]) => signature.every((byte, index) => bytes[index] === byte)
  if (starts(0x89, 0x50, 0x4e, 0x47)) return 'image/png'
  if (starts(0xff, 0xd8, 0xff)) return 'image/jpeg'
  if (starts(0x47, 0x49, 0x46, 0x38)) return 'image/gif'
  if (starts(0x52, 0x49, 0x46, 0x46) && String.fromCharCode(...bytes.subarray(8, 12)) === 'WEBP') return 'image/webp'
  return null
}

/** Collects the pictures of one import. */
export class Pictures {
  readonly #images = new Map<string, ImportedImage>()
  readonly #messages: Messages

  constructor(messages: Messages) {
    this.#messages = messages
  }

  /** Keeps a picture and returns its address for the document, or null with a message. */
  keep(bytes: Uint8Array): string | null {
    const mediaType = pictureType(bytes)
    if (!mediaType) {
      this.#messages.count(
        'warning',
        'picture type',
        (n) => `${plural(n, 'picture')} in a format browsers cannot show ${n === 1 ? 'was' : 'were'} left out; captions were kept.`,
      )
      return null
    }
    if (bytes.byteLength > IMPORT_LIMITS.imageBytes || this.#images.size >= IMPORT_LIMITS.images) {
      this.#messages.count(
        'warning',
        'picture size',
        (n) => `${plural(n, 'picture')} over the limit (10 MB each, 200 in all) ${n === 1 ? 'was' : 'were'} left out.`,
      )
      return null
    }
    const id = createHash('sha256').update(bytes).digest('hex')
    this.#images.set(id, { id, mediaType, bytes })
    return `attachment:${id}`
  }

  /** Keeps the picture of a `data:` address. */
  keepDataUrl(url: string): string | null {
    const match = /^data:[^,]*;base64,/i.exec(url)
    if (!match) return this.keep(new Uint8Array())
    return this.keep(Buffer.from(url.slice(match[0].length), 'base64'))
  }

  list(): ImportedImage[] {
    return [...this.#images.values()]
  }
}

import type { Encoding } from '@/lib/formats/support/decode-text'
/** What a reader returns: the document, and in words whatever it did not understand. */
export interface Imported {
  /** ProseMirror document JSON, valid for the schema. */
  readonly document: unknown
  readonly messages: readonly ImportMessage[]
  /** Pictures found in the file, addressed in the document as `attachment:<id>`. */
  readonly images: readonly ImportedImage[]
}

export interface ImportMessage {
  readonly level: 'info' | 'warning'
  readonly message: string
}

export interface ImportedImage {
  /** SHA-256 of the bytes, lower-case hex. */
  readonly id: string
  readonly mediaType: string
  /** Base64 of the bytes. */
  readonly data: string
}

/** What a person said about the bytes to be read. */
export interface ReadOptions {
  readonly encoding?: Encoding | undefined
}

/** A file that cannot become an article. The message is a sentence for the person who chose it. */
export class ImportRefused extends Error {
  readonly code: 'unreadable' | 'unknown-format' | 'too-large'

  constructor(code: ImportRefused['code'], message: string) {
    super(message)
    this.name = 'ImportRefused'
    this.code = code
  }
}

/** Limits of one import. Documented in docs/limits.md. */
export const IMPORT_LIMITS = {
  /** Bytes of the file as sent. */
  fileBytes: 25_000_000,
  /** Bytes of text, Markdown or HTML. */
  textBytes: 8_000_000,
  /** Bytes inside a zipped file once unpacked, counted while unpacking. */
  unzippedBytes: 120_000_000,
  zipEntries: 3_000,
  paragraphs: 30_000,
  words: 150_000,
  /** Bytes of one picture. */
  imageBytes: 10_000_000,
  images: 200,
  /** Wall clock for one file, in ms. */
  timeMs: 10_000,
  /** Heap of the process that reads it, in MB. */
  heapMb: 384,
} as const

/** Collects messages, saying each thing once with how often it happened. */
export class Messages {
  readonly #counts = new Map<string, { level: ImportMessage['level']; text: (count: number) => string; count: number }>()

  add(level: ImportMessage['level'], message: string): void {
    this.count(level, message, () => message)
  }

  /** `text` is given how often this happened. */
  count(level: ImportMessage['level'], key: string, text: (count: number) => string, by = 1): void {
    const entry = this.#counts.get(key) ?? { level, text, count: 0 }
    entry.count += by
    this.#counts.set(key, entry)
  }

  list(): ImportMessage[] {
    return [...this.#counts.values()].map(({ level, text, count }) => ({ level, message: text(count) }))
  }
}

/** "1 picture", "3 pictures". */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`
}

/** For a file in which nothing can be checked. */
export const NO_TEXT = 'There is no text in this.'

import type { ImportMessage } from '@/lib/core/article/import-messages'
import type { Remark, RemarkChoice } from '@/lib/core/article/remarks'
import type { TrackedProposal } from '@/lib/core/article/tracked-proposals'
import type { Encoding } from '@/lib/formats/support/decode-text'
import type { BroughtBack } from '@/lib/formats/support/snapshot-shape'
/** What a reader returns: the document, and in words whatever it did not understand. */
export interface Imported {
  /** ProseMirror document JSON, valid for the schema. */
  readonly document: unknown
  readonly messages: readonly ImportMessage[]
  /** Pictures found in the file, addressed in the document as `attachment:<id>`. */
  readonly images: readonly ImportedImage[]
  /** Comments and footnotes on words of the text, where they were asked for. */
  readonly remarks?: readonly Remark[]
  /** The words page by page, of a file that has pages. */
  readonly pages?: readonly string[]
  /** What an export of ours had besides the text. */
  readonly broughtBack?: BroughtBack
  /** Tracked changes that are kept: new words proposed for stretches of the text. */
  readonly proposals?: readonly TrackedProposal[]
  /** The file has changes that Word tracked. */
  readonly hasTracked?: boolean
}

export interface ImportedImage {
  /** SHA-256 of the bytes, lower-case hex. */
  readonly id: string
  readonly mediaType: string
  readonly bytes: Uint8Array
}

/** What becomes of tracked changes: taken, refused, or refused and kept as proposals of new words. */
export const TRACKED_CHOICES = ['accept', 'reject', 'keep'] as const
export type TrackedChoice = (typeof TRACKED_CHOICES)[number]

/** What a person said about the bytes to be read. */
export interface ReadOptions {
  readonly encoding?: Encoding | undefined
  /** What becomes of changes that Word tracked; taken unless said. */
  readonly tracked?: TrackedChoice | undefined
  /** Comments and footnotes become messages unless they are asked for. */
  readonly remarks?: RemarkChoice | undefined
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
  pdfPages: 1_000,
  words: 150_000,
  /** Bytes of one picture. */
  imageBytes: 10_000_000,
  images: 200,
  /** Wall clock for one file, in ms. */
  timeMs: 10_000,
  /** Heap of the process that reads it, in MB. */
  heapMb: 384,
} as const

/** For a file in which nothing can be checked. */
export const NO_TEXT = 'There is no text in this.'

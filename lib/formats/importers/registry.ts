import { plural } from '@/lib/core/article/import-messages'
import { trackedProposals } from '@/lib/core/article/tracked-proposals'
import { readStoredDocument } from '@/lib/editor/schema'
import { textOf } from '@/lib/editor/text-map'
import { importDocx } from '@/lib/formats/importers/docx'
import { importHtml, importPastedHtml } from '@/lib/formats/importers/html'
import { IMPORT_LIMITS, type Imported, type ReadOptions } from '@/lib/formats/importers/import-result'
import { importJson } from '@/lib/formats/importers/json'
import { importMarkdown } from '@/lib/formats/importers/markdown'
import { importOdt } from '@/lib/formats/importers/odt'
import { importPdf } from '@/lib/formats/importers/pdf'
import { importRtf } from '@/lib/formats/importers/rtf'
import { importText } from '@/lib/formats/importers/text'

export interface Importer {
  /** File name endings, lower case. */
  readonly extensions: readonly string[]
  readonly label: string
  /** Largest input, in bytes. */
  readonly limit: number
  readonly read: (bytes: Uint8Array, options?: ReadOptions) => Imported | Promise<Imported>
}

/** Every format that can come in. Adding one is one line here and one file beside it. */
export const IMPORTERS = {
  text: { extensions: ['txt', 'text'], label: 'Plain text', limit: IMPORT_LIMITS.textBytes, read: importText },
  markdown: { extensions: ['md', 'markdown'], label: 'Markdown', limit: IMPORT_LIMITS.textBytes, read: importMarkdown },
  html: { extensions: ['html', 'htm', 'xhtml'], label: 'Web page', limit: IMPORT_LIMITS.textBytes, read: importHtml },
  'pasted-html': { extensions: [], label: 'Pasted text', limit: IMPORT_LIMITS.textBytes, read: importPastedHtml },
  docx: { extensions: ['docx'], label: 'Word', limit: IMPORT_LIMITS.fileBytes, read: importDocx },
  odt: { extensions: ['odt', 'fodt', 'ott'], label: 'OpenDocument text', limit: IMPORT_LIMITS.fileBytes, read: importOdt },
  rtf: { extensions: ['rtf'], label: 'Rich Text', limit: IMPORT_LIMITS.fileBytes, read: importRtf },
  json: { extensions: ['json'], label: 'Tickmark’s JSON', limit: IMPORT_LIMITS.fileBytes, read: importJson },
  pdf: { extensions: ['pdf'], label: 'PDF', limit: IMPORT_LIMITS.fileBytes, read: importPdf },
} as const satisfies Record<string, Importer>

export type ImportFormat = keyof typeof IMPORTERS

/**
 * Reads a file. Tracked changes that are to be kept are what the text with them
 * taken differs by: the text comes in without them, and they are proposals.
 */
export async function readFile(format: ImportFormat, bytes: Uint8Array, options: ReadOptions = {}): Promise<Imported> {
  const { read }: Importer = IMPORTERS[format]
  if (options.tracked !== 'keep') return read(bytes, options)
  const without = await read(bytes, { ...options, tracked: 'reject' })
  if (!without.hasTracked) return without
  const taken = await read(bytes, { ...options, tracked: 'accept' })
  const textWith = (imported: Imported) => textOf(readStoredDocument(imported.document))
  const { proposals, told } = trackedProposals(textWith(without), textWith(taken))
  const kept = `${plural(proposals.length, 'tracked change')} ${proposals.length === 1 ? 'is' : 'are'} kept as ${proposals.length === 1 ? 'a proposal' : 'proposals'} of new words; the text is the one before them.`
  const messages = without.messages.filter(({ message }) => !message.includes('read as rejected'))
  return {
    ...without,
    proposals,
    messages: [{ level: 'info', message: kept }, ...(told ? [{ level: 'warning' as const, message: told }] : []), ...messages],
  }
}

/** The format of a file by its name, or null. Readers check the content themselves. */
export function formatOfName(fileName: string): ImportFormat | null {
  const extension = /\.([a-z0-9]+)$/i.exec(fileName)?.[1]?.toLowerCase() ?? ''
  const entries = Object.entries(IMPORTERS) as [ImportFormat, Importer][]
  return entries.find(([, importer]) => importer.extensions.includes(extension))?.[0] ?? null
}

/** ".txt, .md, .html, .docx" for messages and file pickers. */
export const IMPORT_EXTENSIONS = Object.values(IMPORTERS).flatMap((importer) => importer.extensions.map((one) => `.${one}`))

export { ENCODINGS, type Encoding } from '@/lib/formats/support/decode-text'

import 'server-only'
import type { ImportMessage } from '@/lib/core/article/import-messages'
import { describeBytes } from '@/lib/core/text/describe-bytes'
import { IMPORT_LIMITS, type Imported, type ImportedImage, ImportRefused, type ReadOptions } from '@/lib/formats/importers/import-result'
import { IMPORTERS, type Importer, type ImportFormat } from '@/lib/formats/importers/registry'
import { AppError } from '@/lib/server/app-error'
import { ChildEnded, type ChildLimits, type Part, runInChild } from '@/lib/server/child/run-in-child'

/** Only ever read in the child: what reads it is not here. */
const MAIL: Importer = {
  extensions: ['eml'],
  label: 'E-mail',
  limit: IMPORT_LIMITS.fileBytes,
  read: () => {
    throw new Error('E-mails are read in the child')
  },
}

/** Plain text up to this size is read in the server, in bytes: it takes a few ms. */
const READ_HERE_BYTES = 30_000

export interface FileToRead {
  /** An e-mail is read as evidence only. */
  readonly format: ImportFormat | 'mail'
  readonly bytes: Part
  readonly options?: ReadOptions
  /** What is to be known before how it was read. */
  readonly said?: readonly ImportMessage[] | undefined
  /** Whose turn it takes. */
  readonly personId: string
  readonly signal?: AbortSignal | undefined
}

/**
 * Reads foreign bytes in a child process (design D13). Short plain text is
 * harmless and read here. Throws `unreadable`, `unknown-format` or `too-large`
 * with a sentence; the server is not affected.
 */
export async function importFile(file: FileToRead, limits: ChildLimits = IMPORT_LIMITS): Promise<Imported> {
  const imported = await read(file, limits)
  return file.said ? { ...imported, messages: [...file.said, ...imported.messages] } : imported
}

async function read({ format, bytes, options = {}, personId, signal }: FileToRead, limits: ChildLimits): Promise<Imported> {
  const importer: Importer = format === 'mail' ? MAIL : IMPORTERS[format]
  const size = bytes instanceof Uint8Array ? bytes.byteLength : bytes.size
  if (size === 0) throw new AppError('unreadable', 'This file is empty.')
  if (size > importer.limit)
    throw new AppError(
      'too-large',
      `This is ${describeBytes(size)}; the most that is read as ${importer.label} is ${describeBytes(importer.limit)}. Nothing was saved.`,
    )
  try {
    if (format === 'text' && size <= READ_HERE_BYTES)
      return await importer.read(bytes instanceof Uint8Array ? bytes : await bytes.read(), options)
    const { outcome, sizes, body } = await runInChild({
      job: format === 'mail' ? { kind: 'mail' } : { kind: 'import', format, options },
      parts: [bytes],
      personId,
      limits,
      signal,
    })
    try {
      if (!outcome.ok)
        throw new AppError(
          outcome.code,
          outcome.message ?? 'This file is damaged or not what its name says, and could not be read. Nothing was saved.',
        )
      const imported = outcome.value as Omit<Imported, 'images'> & { images: Omit<ImportedImage, 'bytes'>[] }
      const all = imported.images.length > 0 ? await body.bytes() : new Uint8Array()
      let at = 0
      const images = imported.images.map((image, index) => {
        const start = at
        at += sizes[index] ?? 0
        return { ...image, bytes: all.subarray(start, at) }
      })
      return { ...imported, images }
    } finally {
      await body.close()
    }
  } catch (error) {
    if (error instanceof ImportRefused) throw new AppError(error.code, error.message)
    if (error instanceof ChildEnded)
      throw new AppError(
        'unreadable',
        error.why === 'late'
          ? `This file took more than ${limits.timeMs / 1000} seconds to read and was given up. Nothing was saved. Try a smaller part of it, or paste the text.`
          : 'This file needs more memory to read than it is given, and was refused. Nothing was saved. Try a smaller part of it, or paste the text.',
      )
    throw error
  }
}

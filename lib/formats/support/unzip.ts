import { Unzip, UnzipInflate } from 'fflate'
import { IMPORT_LIMITS, ImportRefused } from '@/lib/formats/importers/import-result'

/**
 * Unpacks the wanted entries of a zip, counting every byte of every entry
 * while it inflates: declared sizes are ignored. Throws ImportRefused past a
 * limit or for something that is not a zip. Entry names are never used as paths.
 */
export function unzipWithin(bytes: Uint8Array, wanted: RegExp): Map<string, Uint8Array> {
  const parts = new Map<string, Uint8Array>()
  let total = 0
  let entries = 0
  let failure: ImportRefused | undefined
  const fail = (error: ImportRefused) => {
    failure ??= error
    throw failure
  }
  const unzip = new Unzip((file) => {
    if (++entries > IMPORT_LIMITS.zipEntries)
      fail(
        new ImportRefused(
          'too-large',
          `This file has more than ${IMPORT_LIMITS.zipEntries.toLocaleString('en')} parts inside and was not opened.`,
        ),
      )
    const chunks: Uint8Array[] = []
    file.ondata = (error, chunk, isLast) => {
      if (error) fail(new ImportRefused('unreadable', 'This file is damaged: a part of it cannot be unpacked.'))
      total += chunk?.byteLength ?? 0
      if (total > IMPORT_LIMITS.unzippedBytes)
        fail(
          new ImportRefused(
            'too-large',
            `This file unpacks to more than ${IMPORT_LIMITS.unzippedBytes / 1_000_000} MB and was not opened. Nothing was saved.`,
          ),
        )
      if (!wanted.test(file.name)) return
      chunks.push(chunk)
      if (isLast) parts.set(file.name, Buffer.concat(chunks))
    }
    file.start()
  })
  unzip.register(UnzipInflate)
  try {
    // In slices, so that a bomb is stopped early.
    for (let at = 0; at < bytes.length; at += 65_536) unzip.push(bytes.subarray(at, at + 65_536), at + 65_536 >= bytes.length)
  } catch (error) {
    if (failure) throw failure
    if (error instanceof ImportRefused) throw error
    throw new ImportRefused('unreadable', 'This file is damaged: it cannot be unpacked.')
  }
  return parts
}

/**
 * The process that reads files from outside (design D13): no database, no
 * secrets in its environment, a heap cap and a wall clock set by its parent.
 * In: one line of JSON {format, options}, then the bytes. Out: one JSON object.
 */
import { ImportRefused, type ReadOptions } from '@/lib/formats/importers/import-result'
import { IMPORTERS, type ImportFormat } from '@/lib/formats/importers/registry'

async function main(): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
  const input = Buffer.concat(chunks)
  const lineEnd = input.indexOf(10)
  const { format, options } = JSON.parse(input.subarray(0, lineEnd).toString('utf8')) as { format: ImportFormat; options: ReadOptions }
  let answer: unknown
  try {
    answer = { ok: true, imported: await IMPORTERS[format].read(input.subarray(lineEnd + 1), options) }
  } catch (error) {
    answer =
      error instanceof ImportRefused
        ? { ok: false, code: error.code, message: error.message }
        : { ok: false, code: 'unreadable', message: null, cause: error instanceof Error ? error.name : 'unknown' }
  }
  process.stdout.write(JSON.stringify(answer))
}

void main()

import 'server-only'
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describeBytes } from '@/lib/core/text/describe-bytes'
import { IMPORT_LIMITS, type Imported, ImportRefused, type ReadOptions } from '@/lib/formats/importers/import-result'
import { IMPORTERS, type ImportFormat } from '@/lib/formats/importers/registry'
import { AppError } from '@/lib/server/app-error'

/** How many files are read at once; others wait their turn. */
const MAX_CHILDREN = 2

/** Plain text up to this size is read in the server, in bytes: it takes a few ms. */
const READ_HERE_BYTES = 100_000

type ChildAnswer =
  | { readonly ok: true; readonly imported: Imported }
  | { readonly ok: false; readonly code: ImportRefused['code']; readonly message: string | null }

/**
 * Reads foreign bytes in a child process with a heap cap and a wall clock
 * (design D13). Short plain text is harmless and read here. Throws `unreadable`,
 * `unknown-format` or `too-large` with a sentence; the server is not affected.
 */
export async function importFile(
  format: ImportFormat,
  bytes: Uint8Array,
  options: ReadOptions = {},
  limits: { readonly timeMs: number; readonly heapMb: number } = IMPORT_LIMITS,
): Promise<Imported> {
  const importer = IMPORTERS[format]
  if (bytes.byteLength === 0) throw new AppError('unreadable', 'This file is empty.')
  if (bytes.byteLength > importer.limit)
    throw new AppError(
      'too-large',
      `This is ${describeBytes(bytes.byteLength)}; the most that is read as ${importer.label} is ${describeBytes(importer.limit)}. Nothing was saved.`,
    )
  try {
    if (format === 'text' && bytes.byteLength <= READ_HERE_BYTES) return await importer.read(bytes, options)
    const answer = await inTurn(() => readInChild(format, bytes, options, limits))
    if (answer.ok) return answer.imported
    throw new AppError(
      answer.code,
      answer.message ?? 'This file is damaged or not what its name says, and could not be read. Nothing was saved.',
    )
  } catch (error) {
    if (error instanceof ImportRefused) throw new AppError(error.code, error.message)
    throw error
  }
}

let running = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= MAX_CHILDREN) await new Promise<void>((resolve) => waiting.push(resolve))
  running++
  try {
    return await work()
  } finally {
    running--
    waiting.shift()?.()
  }
}

/** The bundle `npm start` makes; kept out of Next's own output so that it survives tracing. */
export function importChildFile(): string {
  return join(process.cwd(), '.next', 'import-child.mjs')
}

function readInChild(
  format: ImportFormat,
  bytes: Uint8Array,
  options: ReadOptions,
  limits: { readonly timeMs: number; readonly heapMb: number },
): Promise<ChildAnswer> {
  const file = importChildFile()
  if (!existsSync(file)) throw new AppError('internal', undefined, { log: 'import child is not built' })
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [`--max-old-space-size=${limits.heapMb}`, file], {
      env: { NODE_ENV: 'production' },
      stdio: ['pipe', 'pipe', 'ignore'],
    })
    const chunks: Buffer[] = []
    let isLate = false
    const clock = setTimeout(() => {
      isLate = true
      child.kill('SIGKILL')
    }, limits.timeMs)
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.on('error', (error) => {
      clearTimeout(clock)
      reject(error)
    })
    child.on('close', () => {
      clearTimeout(clock)
      if (isLate)
        return reject(
          new AppError(
            'unreadable',
            `This file took more than ${limits.timeMs / 1000} seconds to read and was given up. Nothing was saved. Try a smaller part of it, or paste the text.`,
          ),
        )
      try {
        resolve(JSON.parse(Buffer.concat(chunks).toString('utf8')) as ChildAnswer)
      } catch {
        reject(
          new AppError(
            'unreadable',
            'This file needs more memory to read than it is given, and was refused. Nothing was saved. Try a smaller part of it, or paste the text.',
          ),
        )
      }
    })
    child.stdin.on('error', () => {})
    child.stdin.write(`${JSON.stringify({ format, options })}\n`)
    child.stdin.end(bytes)
  })
}

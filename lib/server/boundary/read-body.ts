import 'server-only'
import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { Busboy, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy'
import { describeBytes } from '@/lib/core/text/describe-bytes'
import { AppError } from '@/lib/server/app-error'
import { takeUploadTurn } from '@/lib/server/boundary/upload-turns'
import { openSpool, type Spool } from '@/lib/server/spool'

/** Up to here a body is kept in memory, in bytes; beyond, in a spool. */
const KEEP_BYTES = 256_000

/** A body of which nothing comes for this long is given up, in ms; and one that takes longer than this in all. */
export const BODY_CLOCK = { stalledMs: 30_000, wholeMs: 600_000 }

export interface UploadedFile {
  readonly name: string
  /** In bytes. */
  readonly size: number
  readonly bytes: () => Promise<Uint8Array>
}

export interface Form {
  readonly fields: ReadonlyMap<string, string>
  readonly file: UploadedFile | null
}

/** A body that has arrived whole. Its spools are open until `close`. */
export interface Received {
  readonly size: number
  /** SHA-256 of the bytes; of a form, of what is in it: every sending has another boundary. */
  readonly hash: string
  readonly json: () => Promise<unknown>
  readonly form: Form | null
  readonly close: () => Promise<void>
}

export interface BodyRules {
  /** In bytes; declared lengths are not trusted. */
  readonly limit: number
  /** Read it as multipart/form-data. */
  readonly isForm: boolean
  /** Whose turn a large body takes; null for who is not known, whose bodies are small. */
  readonly personId: string | null
}

/**
 * Receives a request body into a bounded place: what is small into memory, a
 * file into a spool, however slowly it comes. Throws `too-large`, `too-slow`,
 * `bad-request`; nothing of it is left behind.
 */
export async function receiveBody(request: Request, rules: BodyRules): Promise<Received> {
  const refuse = () =>
    new AppError('too-large', `This is larger than ${describeBytes(rules.limit)}, the most that is accepted here. Nothing was saved.`)
  if (Number(request.headers.get('content-length') ?? 0) > rules.limit) {
    await request.body?.cancel().catch(() => {})
    throw refuse()
  }
  const kept = rules.isForm ? formCollector(request.headers.get('content-type') ?? '') : bytesCollector()
  const hash = createHash('sha256')
  const clock = { start: Date.now() }
  let size = 0
  let leave: (() => void) | null = null
  try {
    for await (const chunk of piecesOf(request, clock)) {
      size += chunk.byteLength
      if (size > rules.limit) throw refuse()
      if (size > KEEP_BYTES && rules.personId && !leave) {
        const waiting = Date.now()
        leave = await takeUploadTurn(rules.personId)
        // Waiting for the turn is not theirs.
        clock.start += Date.now() - waiting
      }
      hash.update(chunk)
      await kept.take(chunk)
    }
    await kept.end()
  } catch (error) {
    leave?.()
    await request.body?.cancel().catch(() => {})
    await kept.close()
    throw error
  }
  leave?.()
  return {
    size,
    hash: kept.hash() ?? hash.digest('hex'),
    json: async () => parseJson(await kept.bytes()),
    form: kept.form(),
    close: kept.close,
  }
}

async function* piecesOf(request: Request, clock: { readonly start: number }): AsyncGenerator<Uint8Array> {
  const reader = request.body?.getReader()
  if (!reader) return
  try {
    for (;;) {
      const { done, value } = await within(reader.read(), Math.min(BODY_CLOCK.stalledMs, BODY_CLOCK.wholeMs - (Date.now() - clock.start)))
      if (done) return
      yield value
    }
  } finally {
    await reader.cancel().catch(() => {})
    reader.releaseLock()
  }
}

async function within<T>(work: Promise<T>, ms: number): Promise<T> {
  let clock: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    clock = setTimeout(() => reject(new AppError('too-slow')), Math.max(0, ms))
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(clock)
  }
}

interface Collector {
  readonly take: (chunk: Uint8Array) => Promise<void>
  readonly end: () => Promise<void>
  readonly bytes: () => Promise<Uint8Array>
  readonly form: () => Form | null
  /** SHA-256 of what it took apart; null where the bytes are all there is. */
  readonly hash: () => string | null
  readonly close: () => Promise<void>
}

function bytesCollector(): Collector {
  const chunks: Uint8Array[] = []
  let size = 0
  let spool: Spool | null = null
  return {
    take: async (chunk) => {
      size += chunk.byteLength
      chunks.push(chunk)
      if (size <= KEEP_BYTES) return
      spool ??= await openSpool()
      for (const one of chunks.splice(0)) await spool.append(one)
    },
    end: async () => {},
    bytes: async () => (spool ? spool.bytes() : Buffer.concat(chunks)),
    form: () => null,
    hash: () => null,
    close: async () => spool?.close(),
  }
}

/** Limits of a form beside its file. */
const FORM_LIMITS = { fields: 20, fieldSize: 100_000, files: 1, parts: 25, headerPairs: 50 }

function formCollector(contentType: string): Collector {
  const unreadable = () => new AppError('bad-request', 'The uploaded form could not be read. Try choosing the file again.')
  const fields = new Map<string, string>()
  let file: UploadedFile | null = null
  let spool: Spool | null = null
  const fileHash = createHash('sha256')
  const writing: Promise<void>[] = []
  let parser: BusboyInstance
  try {
    parser = new Busboy({ headers: { 'content-type': contentType } as BusboyHeaders, limits: FORM_LIMITS })
  } catch {
    throw unreadable()
  }
  let failure: unknown = null
  let broken: (error: unknown) => void = () => {}
  // Told at once: a file that cannot be kept stops reading, and nothing would go on by itself.
  const failed = new Promise<never>((_resolve, reject) => {
    broken = (error) => {
      failure ??= error instanceof AppError || isOfTheDisk(error) ? error : unreadable()
      reject(failure)
    }
  })
  failed.catch(() => {})
  const finished = new Promise<void>((resolve) => parser.on('finish', resolve))
  parser.on('error', (error) => broken(error))
  const streams: Readable[] = []
  parser.on('field', (name, value) => void fields.set(name, value))
  parser.on('file', (field, stream, name) => {
    stream.on('error', () => {})
    if (field !== 'file') {
      stream.resume()
      return
    }
    streams.push(stream)
    const write = async () => {
      const own = await openSpool()
      spool = own
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        fileHash.update(chunk)
        await own.append(chunk)
      }
      file = { name, size: own.size(), bytes: () => own.bytes() }
    }
    writing.push(write().catch(broken))
  })
  return {
    take: (chunk) => Promise.race([failed, new Promise<void>((resolve) => parser.write(chunk, () => resolve()))]),
    end: async () => {
      parser.end()
      await Promise.race([failed, finished.then(() => Promise.all(writing))])
      if (failure) throw failure
    },
    bytes: async () => new Uint8Array(),
    form: () => ({ fields, file }),
    hash: () => {
      const said = [...fields].sort(([a], [b]) => (a < b ? -1 : 1))
      return createHash('sha256')
        .update(JSON.stringify([said, file?.name ?? null, fileHash.copy().digest('hex')]))
        .digest('hex')
    },
    close: async () => {
      // A file that stopped in its middle would be waited for without end.
      for (const stream of streams) stream.destroy()
      parser.destroy()
      await Promise.allSettled(writing)
      await spool?.close()
    },
  }
}

function isOfTheDisk(error: unknown): boolean {
  return ['ENOSPC', 'EMFILE', 'ENFILE', 'EACCES', 'EROFS', 'EDQUOT', 'EIO'].includes((error as { code?: string } | null)?.code ?? '')
}

/** Parses JSON from UTF-8 bytes. Throws `bad-request` with a sentence. */
function parseJson(body: Uint8Array): unknown {
  if (body.byteLength === 0) return {}
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    throw new AppError('bad-request', 'The body of this request is not valid JSON in UTF-8.')
  }
}

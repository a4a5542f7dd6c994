import 'server-only'
import { pipeline, type Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip } from 'node:zlib'
import { request } from 'undici'
import { INSIDE_WORDS, refusalOfAddress } from '@/lib/core/evidence/web-address'
import { describeBytes } from '@/lib/core/text/describe-bytes'
import { AppError } from '@/lib/server/app-error'
import { env } from '@/lib/server/env'
import { guardedAgent, isTurnedAway, type Resolve, resolveAll } from '@/lib/server/outside/guarded-agent'

/** Limits of one page: bytes as they arrive and unpacked, ms for all of it, redirects, pages fetched at once. */
export const FETCH_LIMITS = { bytes: 8_000_000, timeMs: 20_000, redirects: 5, atOnce: 4 } as const

/** Types that can be read, and as which format. */
const TYPES: Readonly<Record<string, FetchedPage['format']>> = {
  'text/html': 'html',
  'application/xhtml+xml': 'html',
  'text/plain': 'text',
  'text/markdown': 'markdown',
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
}

export interface FetchedPage {
  /** Where it was found, after redirects. */
  readonly address: string
  readonly format: 'html' | 'text' | 'markdown' | 'docx' | 'pdf'
  readonly bytes: Uint8Array
}

/** What came of asking for a page. `status` is that of HTTP. */
export type Fetched =
  | { readonly ok: true; readonly page: FetchedPage }
  | { readonly ok: false; readonly status: number; readonly address: string }

export interface FetchOptions {
  readonly signal?: AbortSignal | undefined
  /** Hosts of the house that may be fetched all the same; FETCH_ALLOW unless said. */
  readonly allowed?: ReadonlySet<string>
  /** How names are looked up; the system's way unless said. */
  readonly resolve?: Resolve
  readonly limits?: { readonly bytes: number; readonly timeMs: number; readonly redirects: number }
}

let running = 0

/**
 * Fetches one page from the open web because a person asked for it: the only
 * way out of the desk but for mail and sign-in. The address, each
 * redirect, and every IP address a name leads to must be public; the connection
 * is made to the very address that was judged, so that a name cannot change its
 * mind in between. Sends no cookies, no referrer, and nothing of the article.
 *
 * Throws `refused` with a sentence for what may not be fetched, cannot be read
 * or does not answer (`log` says “no answer”), `too-large`, `too-slow`, `busy`, `cancelled`.
 */
export async function fetchPage(address: string, options: FetchOptions = {}): Promise<Fetched> {
  const fetched = await fetchAs(PAGE, address, options)
  if (fetched.ok && !fetched.page.format)
    throw new AppError('refused', 'There is no page with text at this address. Save it and add the file, or paste the text.')
  return fetched as Fetched
}

/**
 * Fetches what a catalogue knows of one thing, as JSON, like {@link fetchPage}
 * does a page. Its words, or null where something else than a record came.
 * `who`: its name in what is said when it does not answer.
 */
export async function fetchRecord(
  address: string,
  who: string,
  options: FetchOptions = {},
): Promise<{ readonly ok: true; readonly json: string | null } | { readonly ok: false; readonly status: number }> {
  const fetched = await fetchAs({ ...RECORD, who }, address, options)
  return fetched.ok ? { ok: true, json: fetched.page.format ? new TextDecoder().decode(fetched.page.bytes) : null } : fetched
}

/** What is asked for, and which formats of it can be read. */
interface Wanted<Format> {
  /** Whose answer it is, where that is no page. */
  readonly who?: string
  readonly accept: string
  readonly formats: Readonly<Record<string, Format>>
}

const PAGE: Wanted<FetchedPage['format']> = {
  accept: 'text/html,application/xhtml+xml,text/plain;q=0.8,*/*;q=0.1',
  formats: TYPES,
}

const RECORD: Wanted<'json'> = {
  accept: 'application/vnd.citationstyles.csl+json, application/json;q=0.9',
  formats: { 'application/vnd.citationstyles.csl+json': 'json', 'application/json': 'json' },
}

type FetchedAs<Format> =
  | { readonly ok: true; readonly page: { readonly address: string; readonly format: Format | null; readonly bytes: Uint8Array } }
  | { readonly ok: false; readonly status: number; readonly address: string }

/** The one way out. A body of a format that cannot be read is not fetched. */
async function fetchAs<Format>(wanted: Wanted<Format>, address: string, options: FetchOptions): Promise<FetchedAs<Format>> {
  const settings = env()
  if (settings.fetch.isOff) throw new AppError('refused', 'This desk fetches nothing from the web. Paste the text instead.')
  const { allowed = settings.fetch.allowed, resolve = resolveAll, limits = FETCH_LIMITS } = options
  if (running >= FETCH_LIMITS.atOnce) throw new AppError('busy', 'Other pages are being fetched just now. Try again in a moment.')
  running++
  const timer = AbortSignal.timeout(limits.timeMs)
  const signal = options.signal ? AbortSignal.any([options.signal, timer]) : timer
  try {
    let url = address
    for (let hop = 0; hop <= limits.redirects; hop++) {
      const refusal = refusalOfAddress(url, allowed)
      if (refusal) throw new AppError('refused', refusal)
      const agent = guardedAgent(url, allowed, resolve)
      try {
        const answer = await request(url, {
          dispatcher: agent,
          signal,
          headers: {
            accept: wanted.accept,
            'accept-encoding': 'gzip, br',
            'user-agent': 'Mozilla/5.0 (compatible; Tickmark; a fact-checker asked for this page)',
          },
        })
        // A body given up says so as an error; nobody else would hear it.
        answer.body.on('error', () => {})
        const next = answer.statusCode >= 300 && answer.statusCode < 400 ? answer.headers.location : undefined
        if (next !== undefined) {
          answer.body.destroy()
          url = new URL(String(next), url).href
          continue
        }
        if (answer.statusCode < 200 || answer.statusCode >= 300) {
          answer.body.destroy()
          return { ok: false, status: answer.statusCode, address: url }
        }
        const format = formatOf(wanted.formats, String(answer.headers['content-type'] ?? 'text/html'))
        if (!format) {
          answer.body.destroy()
          return { ok: true, page: { address: url, format, bytes: new Uint8Array() } }
        }
        const bytes = await readUpTo(unpacked(answer.body, answer.headers['content-encoding'], limits.bytes), limits.bytes)
        return { ok: true, page: { address: url, format, bytes } }
      } finally {
        await agent.destroy().catch(() => {})
      }
    }
    throw new AppError('refused', `This address leads on more than ${limits.redirects} times, and was given up.`)
  } catch (error) {
    // Given up by who asked, whatever name the failure has: that says nothing of the site.
    if (options.signal?.aborted) throw new AppError('cancelled')
    throw inWords(error, timer.aborted, limits, wanted.who)
  } finally {
    running--
  }
}

function formatOf<Format>(formats: Readonly<Record<string, Format>>, contentType: string): Format | null {
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? ''
  return Object.hasOwn(formats, type) ? (formats[type] ?? null) : null
}

/** What arrives, unpacked as it comes; what arrives is counted, and what it unpacks to. */
function unpacked(body: Readable, header: string | string[] | undefined, limit: number): AsyncIterable<Buffer> {
  const encoding = String(header ?? 'identity')
    .trim()
    .toLowerCase()
  if (encoding === 'identity') return body
  let size = 0
  body.on('data', (chunk: Buffer) => {
    size += chunk.byteLength
    if (size > limit) body.destroy(tooLarge(limit))
  })
  const unpack = encoding === 'gzip' || encoding === 'x-gzip' ? createGunzip() : encoding === 'br' ? createBrotliDecompress() : null
  if (unpack) return pipeline(body, unpack, () => {})
  body.destroy()
  throw new AppError('refused', 'The page comes packed in a way that cannot be read. Save it in a browser and add the file.')
}

function tooLarge(limit: number): AppError {
  return new AppError('too-large', `The page is larger than ${describeBytes(limit)}, and was given up.`)
}

async function readUpTo(body: AsyncIterable<Buffer>, limit: number): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.byteLength
    if (size > limit) throw tooLarge(limit)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function inWords(error: unknown, isLate: boolean, limits: { readonly timeMs: number }, who: string | undefined): unknown {
  if (error instanceof AppError) return error
  if (isLate)
    return new AppError('too-slow', `${who ? `${who} did not answer` : 'The page did not arrive'} within ${limits.timeMs / 1_000} seconds.`)
  if (who && !isTurnedAway(error))
    return new AppError('refused', `${who} does not answer. It may be away, or not to be reached from here. Fill the fields in by hand.`, {
      log: 'no answer',
    })
  if (isTurnedAway(error)) return new AppError('refused', INSIDE_WORDS)
  return new AppError('refused', 'There is no answer at this address. It may be wrong, or the site may be away.', { log: 'no answer' })
}

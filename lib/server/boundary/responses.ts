import 'server-only'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { LRUCache } from 'lru-cache'
import { kindOfMediaType } from '@/lib/core/evidence/evidence-file'

/** The shapes of answers that are not JSON. What these make, and the JSON of `defineRoute`, is all that leaves. */

const NO_STORE = { 'Cache-Control': 'no-store' } as const

/** JSON with a status; `undefined` is an answer without content. */
export function jsonResponse(value: unknown, status = 200, headers: Record<string, string> = {}): Response {
  if (value === undefined) return new Response(null, { status: 204, headers: { ...NO_STORE, ...headers } })
  return Response.json(value, { status, headers: { ...NO_STORE, ...headers } })
}

/** Answers kept ready, compressed, in bytes of all of them together. */
const READY = new LRUCache<string, Buffer<ArrayBuffer>>({ maxSize: 30_000_000, sizeCalculation: (bytes) => bytes.byteLength + 1 })
const compress = promisify(gzip)
const expand = promisify(gunzip)

/**
 * JSON that is made and compressed once for all who ask while its stamp is the
 * same. The stamp says everything that the answer depends on, who asks among it
 * where that matters; whether they may ask is decided before, each time.
 *
 * Who asks for `application/gzip` gets the kept bytes as a file of that type and
 * unpacks them: the framework takes a `Content-Encoding` of ours away, and would
 * compress the JSON anew for each who asks.
 */
export async function keptResponse(request: Request, stamp: string, make: () => Promise<unknown>): Promise<Response> {
  let bytes = READY.get(stamp)
  if (!bytes) {
    bytes = (await compress(JSON.stringify(await make()))) as Buffer<ArrayBuffer>
    READY.set(stamp, bytes)
  }
  const isPacked = request.headers.get('accept') === GZIP
  const headers = { ...NO_STORE, 'Content-Type': isPacked ? GZIP : 'application/json', Vary: 'Accept' }
  return new Response(isPacked ? bytes : ((await expand(bytes)) as Buffer<ArrayBuffer>), { headers })
}

const GZIP = 'application/gzip'

/** Answers that signed somebody in, and whom: the request itself came from nobody yet. */
const signedIn = new WeakMap<Response, string>()

/** Whom an answer signed in; null when nobody. */
export function signedInBy(response: Response): string | null {
  return signedIn.get(response) ?? null
}

/** JSON that sets or empties cookies; a person in it was signed in. */
export function cookieResponse(value: unknown, cookies: readonly string[]): Response {
  const response = jsonResponse(value)
  const { id } = (value ?? {}) as { id?: unknown }
  if (typeof id === 'string') signedIn.set(response, id)
  for (const cookie of cookies) response.headers.append('Set-Cookie', cookie)
  return response
}

/** Sends a browser on, with cookies. */
export function redirectResponse(location: string, cookies: readonly string[]): Response {
  const response = new Response(null, { status: 303, headers: { ...NO_STORE, Location: location } })
  for (const cookie of cookies) response.headers.append('Set-Cookie', cookie)
  return response
}

/** A report to download. Opened in a browser all the same, it can run nothing and load nothing. */
export function downloadResponse(file: {
  readonly name: string
  readonly mediaType: string
  readonly size: number
  readonly stream: (isKept?: boolean) => ReadableStream<Uint8Array>
  /** Whether it may be taken again. */
  readonly isKept?: boolean
}): Response {
  const plain = file.name.replace(/[^\x20-\x7e]|["\\]/g, '_')
  return new Response(file.stream(file.isKept), {
    headers: {
      ...NO_STORE,
      'Content-Type': file.mediaType,
      'Content-Length': String(file.size),
      'Content-Disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox",
      'X-Content-Type-Options': 'nosniff',
    },
  })
}

/** A kept file, as an answer that a browser will only ever show as a picture. Kept by the browser for a few minutes only: who may see it can change. */
export function pictureResponse(file: { readonly mediaType: string; readonly bytes: Uint8Array }): Response {
  return new Response(file.bytes as BodyInit, {
    headers: {
      'Content-Type': file.mediaType,
      'Content-Length': String(file.bytes.byteLength),
      'Content-Disposition': 'inline',
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, max-age=300',
    },
  })
}

/** A file kept as evidence: a picture or sound is shown where it stands, and nothing else ever is; all run and load nothing. */
export function evidenceFileResponse(
  file: { readonly label: string; readonly mediaType: string; readonly bytes: Uint8Array },
  /** The `Range` header: players ask for a sound piece by piece (RFC 9110, 14.2). */
  range: string | null = null,
): Response {
  const size = file.bytes.byteLength
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? []
  const start = Number(from)
  const end = Math.min(size - 1, to ? Number(to) : size - 1)
  const isPart = from !== undefined && start <= end
  const isShown = ['picture', 'sound'].includes(kindOfMediaType(file.mediaType))
  const plain = file.label.replace(/[^\x20-\x7e]|["\\]/g, '_')
  return new Response((isPart ? file.bytes.subarray(start, end + 1) : file.bytes) as BodyInit, {
    status: isPart ? 206 : 200,
    headers: {
      ...NO_STORE,
      'Accept-Ranges': 'bytes',
      ...(isPart ? { 'Content-Range': `bytes ${start}-${end}/${size}` } : {}),
      'Content-Type': isShown ? file.mediaType : 'application/octet-stream',
      'Content-Length': String(isPart ? end - start + 1 : size),
      'Content-Disposition': `${isShown ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(file.label)}`,
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'X-Content-Type-Options': 'nosniff',
    },
  })
}

/** A stream of server-sent events. */
export function eventStreamResponse(stream: ReadableStream<Uint8Array> | null): Response {
  return new Response(stream, {
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
    },
  })
}

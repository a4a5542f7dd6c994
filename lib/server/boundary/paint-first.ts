import 'server-only'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { StringDecoder } from 'node:string_decoder'
import { constants, createGzip, type Gzip } from 'node:zlib'

/** A page of an article as a browser navigates to it, not what the framework fetches of it. */
const ARTICLE = /^\/articles\/[^/?]+(?:\?|$)/
/** Gzip is wanted, and not with a weight of 0 (RFC 9110, 12.5.3). */
const GZIP = /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/i
/** How the framework asks for a script of its own. */
const SCRIPT = /<script src="\/_next\/[^">]*"[^>]* nonce="([^">]*)"[^>]*>/g
/** Not asked for ahead either. */
const AHEAD = /<link rel="preload" as="script"[^>]*>/g

/** Asks for what was held back once there was a first frame; at once where nothing is painted. */
const ASK = `(() => {
  const ask = () => setTimeout(() => {
    for (const later of document.querySelectorAll('script[type="after-paint"]:not([nomodule])')) {
      const script = document.createElement('script')
      script.setAttribute('src', later.getAttribute('src'))
      script.async = true
      script.nonce = later.nonce
      later.replaceWith(script)
    }
  })
  const wait = () => document.hidden ? ask() : requestAnimationFrame(ask)
  document.readyState === 'loading' ? addEventListener('DOMContentLoaded', wait) : wait()
})()`

/**
 * Lets an article be painted before the framework's scripts are fetched and
 * compiled: on two cores they take a third of the time to the first frame. The
 * framework has no setting for it, so its tags are rewritten on their way out;
 * where it writes them in another way, nothing changes.
 */
export function paintFirst(request: IncomingMessage, response: ServerResponse): void {
  if (request.method !== 'GET' || !ARTICLE.test(request.url ?? '') || request.headers['sec-fetch-dest'] !== 'document') return
  const isPacked = GZIP.test(String(request.headers['accept-encoding'] ?? ''))
  // What is packed cannot be rewritten: it is packed here, afterwards.
  delete request.headers['accept-encoding']
  const { write, end, writeHead } = response
  const decoder = new StringDecoder('utf8')
  let gzip: Gzip | null = null
  let isPage: boolean | null = null
  let held = ''
  let hasAsked = false

  const begin = () => {
    if (isPage !== null) return
    isPage = String(response.getHeader('content-type') ?? '').startsWith('text/html')
    if (!isPage || response.headersSent) return
    // Neither packed nor as long as the framework wrote it.
    response.removeHeader('Content-Length')
    if (!isPacked) return
    response.setHeader('Content-Encoding', 'gzip')
    gzip = createGzip({ level: 3, flush: constants.Z_SYNC_FLUSH })
    gzip.on('data', (piece: Buffer) => write.call(response, piece as never, 'utf8'))
    gzip.on('error', () => response.destroy())
    gzip.on('end', () => end.call(response, undefined as never, 'utf8'))
  }
  const put = (text: string, isLast: boolean): boolean => {
    held += text
    // A tag that is not all there yet waits for the rest of it.
    const open = isLast ? -1 : held.lastIndexOf('<')
    const at = open >= 0 && !held.includes('>', open) ? open : held.length
    const ready = held
      .slice(0, at)
      .replace(AHEAD, '')
      .replace(SCRIPT, (tag, nonce: string) => {
        const later = tag.replace('<script ', '<script type="after-paint" ')
        if (hasAsked) return later
        hasAsked = true
        return `<script nonce="${nonce}">${ASK}</script>${later}`
      })
    held = held.slice(at)
    if (ready === '') return true
    // Nobody tells the framework when what is packed has drained: it is not made to wait.
    if (!gzip) return write.call(response, ready as never, 'utf8')
    gzip.write(ready)
    return true
  }
  response.writeHead = function (this: ServerResponse, ...args: unknown[]) {
    begin()
    return (writeHead as (...all: unknown[]) => ServerResponse).apply(this, args)
  } as typeof writeHead
  response.write = function (this: ServerResponse, ...args: unknown[]) {
    begin()
    if (!isPage) return (write as (...all: unknown[]) => boolean).apply(this, args)
    return put(typeof args[0] === 'string' ? args[0] : decoder.write(args[0] as Buffer), false)
  } as typeof write
  response.end = function (this: ServerResponse, ...args: unknown[]) {
    begin()
    if (!isPage) return (end as (...all: unknown[]) => ServerResponse).apply(this, args)
    const last = args[0]
    put(
      last === undefined || typeof last === 'function' ? decoder.end() : typeof last === 'string' ? last : decoder.end(last as Buffer),
      true,
    )
    if (gzip) gzip.end()
    else end.call(response, undefined as never, 'utf8')
    return this
  } as typeof end
}

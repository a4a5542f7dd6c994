import 'server-only'
import { type IncomingMessage, Server, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { APP_ERRORS, type AppErrorCode } from '@/lib/server/app-error'
import { paintFirst } from '@/lib/server/boundary/paint-first'

/**
 * What reaches the server before any route is known and the framework or Node
 * would answer with an error of its own, or with nothing: methods nobody serves,
 * addresses that are none, heads that are too long or cannot be read, tunnels
 * and other protocols, and a method that an address does not have. Answered
 * here as the API answers. Call once, when the process starts.
 */
export function watchFrontDoor(): void {
  const emit = Server.prototype.emit
  const watched = new WeakSet<Server>()
  Server.prototype.emit = function (this: Server, event: string | symbol, ...args: unknown[]): boolean {
    // Node asks some things only where somebody listens.
    if (event === 'connection' && !watched.has(this)) {
      watched.add(this)
      this.on('connect', (_request, socket: Duplex) => hangUp(socket, 'method-not-allowed'))
      this.on('checkExpectation', (_request, response: ServerResponse) => refuse(response, 'bad-request'))
    }
    if (event === 'clientError') {
      const [error, socket] = args as [NodeJS.ErrnoException, Duplex]
      hangUp(socket, CLIENT_ERRORS[error.code ?? ''] ?? 'bad-request')
      return true
    }
    // While developing, the framework's own tools talk another protocol.
    if (event === 'upgrade' && process.env.NODE_ENV === 'production') {
      hangUp(args[1] as Duplex, 'bad-request')
      return true
    }
    if (event !== 'request') return (emit as (...all: unknown[]) => boolean).call(this, event, ...args)
    const [request, response] = args as [IncomingMessage, ServerResponse]
    const problem = problemWith(request)
    if (problem) {
      refuse(response, problem)
      request.resume()
      return true
    }
    paintFirst(request, response)
    if (request.url?.startsWith('/api/')) sayWhatMethodIsNotAllowed(response)
    return (emit as (...all: unknown[]) => boolean).call(this, event, ...args)
  } as typeof emit
}

/** What Node's reader of HTTP calls what it cannot read. */
const CLIENT_ERRORS: Readonly<Record<string, AppErrorCode>> = {
  HPE_HEADER_OVERFLOW: 'too-large',
  HPE_INVALID_METHOD: 'method-not-allowed',
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

function problemWith(request: IncomingMessage): AppErrorCode | null {
  if (!METHODS.has(request.method ?? '')) return 'method-not-allowed'
  if (!request.url?.startsWith('/')) return 'bad-request'
  try {
    const path = (request.url ?? '').split('?')[0] ?? ''
    // Nearly the API's address: no page, whatever the framework would make of it.
    return /^[\\/]+api(?:[\\/]|$)/i.test(decodeURIComponent(path)) && !/^\/api(?:\/|$)/.test(path) ? 'not-found' : null
  } catch {
    return 'bad-request'
  }
}

function bodyOf(code: AppErrorCode): string {
  return JSON.stringify({ error: { code, message: APP_ERRORS[code][1] } })
}

/** The same where there is no response yet, only the line. */
function hangUp(socket: Duplex, code: AppErrorCode): void {
  if (!socket.writable) {
    socket.destroy()
    return
  }
  const body = bodyOf(code)
  socket.end(
    `HTTP/1.1 ${APP_ERRORS[code][0]} ${STATUS_CODES[APP_ERRORS[code][0]]}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n${body}`,
  )
}

function refuse(response: ServerResponse, code: AppErrorCode): void {
  const body = bodyOf(code)
  response.writeHead(APP_ERRORS[code][0], {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    Connection: 'close',
  })
  response.end(body)
}

// The framework ends such an answer without a word; what compresses answers writes its head first.
function sayWhatMethodIsNotAllowed(response: ServerResponse): void {
  const { writeHead, end } = response
  let isSilent = false
  response.writeHead = function (this: ServerResponse, ...args: unknown[]) {
    if (args[0] === 405 && !response.headersSent && !response.hasHeader('Content-Type')) {
      isSilent = true
      response.setHeader('Content-Type', 'application/json')
      response.removeHeader('Content-Length')
    }
    return (writeHead as (...all: unknown[]) => ServerResponse).apply(this, args)
  } as typeof writeHead
  response.end = function (this: ServerResponse, ...args: unknown[]) {
    const hasNoBody = args[0] === undefined || typeof args[0] === 'function'
    if (hasNoBody && response.statusCode === 405 && !response.headersSent) response.writeHead(405)
    return (end as (...all: unknown[]) => ServerResponse).apply(this, isSilent && hasNoBody ? [bodyOf('method-not-allowed')] : args)
  } as typeof end
}

import 'server-only'
import { type IncomingMessage, Server, type ServerResponse } from 'node:http'
import { APP_ERRORS, type AppErrorCode } from '@/lib/server/app-error'

/**
 * What reaches the server before any route is known and the framework would
 * answer with an error of its own, or with nothing: methods nobody serves,
 * addresses that cannot be decoded, and a method that an address does not have.
 * Answered here as the API answers. Call once, when the process starts.
 */
export function watchFrontDoor(): void {
  const emit = Server.prototype.emit
  Server.prototype.emit = function (this: Server, event: string | symbol, ...args: unknown[]): boolean {
    if (event !== 'request') return (emit as (...all: unknown[]) => boolean).call(this, event, ...args)
    const [request, response] = args as [IncomingMessage, ServerResponse]
    const problem = problemWith(request)
    if (problem) {
      refuse(response, problem)
      request.resume()
      return true
    }
    if (request.url?.startsWith('/api/')) sayWhatMethodIsNotAllowed(response)
    return (emit as (...all: unknown[]) => boolean).call(this, event, ...args)
  } as typeof emit
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

function problemWith(request: IncomingMessage): AppErrorCode | null {
  if (!METHODS.has(request.method ?? '')) return 'method-not-allowed'
  try {
    decodeURIComponent((request.url ?? '').split('?')[0] ?? '')
    return null
  } catch {
    return 'bad-request'
  }
}

function bodyOf(code: AppErrorCode): string {
  return JSON.stringify({ error: { code, message: APP_ERRORS[code][1] } })
}

function refuse(response: ServerResponse, code: AppErrorCode): void {
  response.writeHead(APP_ERRORS[code][0], { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', Connection: 'close' })
  response.end(bodyOf(code))
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

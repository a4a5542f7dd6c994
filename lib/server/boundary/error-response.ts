import 'server-only'
import { APP_ERRORS, AppError } from '@/lib/server/boundary/app-error'
import { log } from '@/lib/server/log'

/** Shapes every error that leaves: the right status and `{error: {code, message, details?}}`. */
export function errorResponse(error: unknown, route: string): Response {
  const appError = toAppError(error)
  if (appError.status >= 500) log.error({ route, code: appError.code, cause: describeCause(error) }, 'request failed')
  else if (appError.status === 403 || appError.status === 401)
    log.info({ route, code: appError.code, reason: appError.log }, 'request refused')
  const { code, message, details } = appError
  return Response.json(
    { error: { code, message, ...(details ? { details } : {}) } },
    { status: appError.status, headers: { 'Cache-Control': 'no-store' } },
  )
}

export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  const text = error instanceof Error ? `${error.name} ${error.message}` : String(error)
  if (/SQLITE_FULL|database or disk is full|ENOSPC/i.test(text)) return new AppError('storage-full')
  if (/SocketTimeout|P1008|P2028|P2024|SQLITE_BUSY|database is locked/i.test(text)) return new AppError('busy')
  return new AppError('internal', APP_ERRORS.internal[1])
}

// Only the kind of error and where: messages of libraries may quote what they were given.
function describeCause(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const code = (error as { code?: unknown }).code
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 6)
    .map((line) => line.trim())
  return [error.name, typeof code === 'string' ? code : '', ...frames].filter(Boolean).join(' | ')
}

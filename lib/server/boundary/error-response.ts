import 'server-only'
import { APP_ERRORS, AppError } from '@/lib/server/app-error'
import { jsonResponse } from '@/lib/server/boundary/responses'
import { log } from '@/lib/server/log'
import { LostRace } from '@/lib/server/record/recorder'
import { storageErrorOf } from '@/lib/server/store/sqlite/storage-errors'

/** Shapes every error that leaves: the right status and `{error: {code, message, details?}}`. */
export function errorResponse(error: unknown, route: string): Response {
  const appError = toAppError(error)
  if (appError.status >= 500) log.error({ route, code: appError.code, cause: describeCause(error) }, 'request failed')
  else if (appError.status === 403 || appError.status === 401)
    log.info({ route, code: appError.code, reason: appError.log }, 'request refused')
  const { code, message, details, answer } = appError
  return jsonResponse(answer ?? { error: { code, message, ...(details ? { details } : {}) } }, appError.status)
}

export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  const storage = storageErrorOf(error)
  if (storage === 'full') return new AppError('storage-full')
  if (storage === 'busy' || error instanceof LostRace) return new AppError('busy')
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

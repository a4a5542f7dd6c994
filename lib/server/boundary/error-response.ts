import 'server-only'
import { APP_ERRORS, AppError } from '@/lib/server/app-error'
import { jsonResponse } from '@/lib/server/boundary/responses'
import { describeCause, type LoggedRequest, logFault, logRequest } from '@/lib/server/log'
import { LostRace } from '@/lib/server/record/recorder'
import { storageErrorOf } from '@/lib/server/store/sqlite/storage-errors'

/** Shapes every error that leaves: the right status and `{error: {code, message, details?}}`; failures and refusals are told in the log. */
export function errorResponse(error: unknown, request: Omit<LoggedRequest, 'outcome'>): Response {
  const appError = toAppError(error)
  const { code, message, details, answer, status } = appError
  if (status >= 500) logFault({ ...request, outcome: status }, { code, reason: appError.log ?? describeCause(error) })
  else if ([401, 403, 408, 429].includes(status)) logFault({ ...request, outcome: status }, { code, reason: appError.log })
  else if (!request.what.startsWith('GET ')) logRequest({ ...request, outcome: status })
  return jsonResponse(answer ?? { error: { code, message, ...(details ? { details } : {}) } }, status)
}

export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  const storage = storageErrorOf(error)
  if (storage === 'full') return new AppError('storage-full')
  if (storage === 'busy' || error instanceof LostRace) return new AppError('busy')
  return new AppError('internal', APP_ERRORS.internal[1])
}

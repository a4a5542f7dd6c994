import { AppError } from '@/lib/server/app-error'

export interface Cursor {
  readonly updatedAt: Date
  readonly id: string
}

/** Opaque to clients: where the next page of a list by last change begins. */
export function writeCursor(last: Cursor | undefined): string | null {
  return last ? Buffer.from(`${last.updatedAt.toISOString()} ${last.id}`).toString('base64url') : null
}

/** The twin of {@link writeCursor}. Throws `bad-request`. */
export function readCursor(cursor: string | undefined): Cursor | undefined {
  if (!cursor) return undefined
  const [at, id] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ')
  const updatedAt = new Date(at ?? '')
  if (!id || Number.isNaN(updatedAt.getTime())) throw new AppError('bad-request', 'This page of the list does not exist.')
  return { updatedAt, id }
}

import 'server-only'
import pLimit, { type LimitFunction } from 'p-limit'
import { AppError } from '@/lib/server/app-error'

/** Large bodies of one person that arrive at once; others of theirs are not read until it is their turn. */
const AT_ONCE_EACH = 3
const WAITING_EACH = 60

const globals = globalThis as { tickmarkUploads?: Map<string, LimitFunction> }
globals.tickmarkUploads ??= new Map()
const uploads = globals.tickmarkUploads

/** Waits until a large body of this person may go on arriving. Returns what ends its turn. Throws `too-many-requests`. */
export async function takeUploadTurn(personId: string): Promise<() => void> {
  const own = uploads.get(personId) ?? pLimit(AT_ONCE_EACH)
  uploads.set(personId, own)
  if (own.pendingCount >= WAITING_EACH)
    throw new AppError('too-many-requests', `You are sending ${WAITING_EACH} files already. Wait for some of them. Nothing was saved.`)
  return new Promise((resolve) => {
    void own(
      () =>
        new Promise<void>((end) => {
          resolve(() => {
            end()
            if (own.activeCount + own.pendingCount <= 1) uploads.delete(personId)
          })
        }),
    )
  })
}

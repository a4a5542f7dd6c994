import 'server-only'
import { AppError } from '@/lib/server/app-error'

/** Heavy jobs that run at once, of all people; as many as a small machine has cores. */
const AT_ONCE = 2

/** Jobs of one person that may wait. */
const WAITING_EACH = 25

interface Waiting {
  readonly personId: string
  readonly start: () => void
}

interface Turns {
  readonly running: Map<string, number>
  waiting: Waiting[]
}

// One queue a process: Next loads modules more than once.
const globals = globalThis as { tickmarkTurns?: Turns }
globals.tickmarkTurns ??= { running: new Map(), waiting: [] }
const turns = globals.tickmarkTurns

/**
 * Runs heavy work when its turn comes: one job a person at a time, so that a
 * pile of somebody's files never stands before another's one. Work that was
 * given up while it waited (`signal`) is not begun. Throws `too-many-requests`
 * when a person has too much waiting, `cancelled` when given up.
 */
export async function inTurn<T>(personId: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  if (turns.waiting.filter((one) => one.personId === personId).length >= WAITING_EACH)
    throw new AppError('too-many-requests', `You have ${WAITING_EACH} files waiting already. Wait for some of them. Nothing was saved.`)
  await new Promise<void>((resolve, reject) => {
    const mine: Waiting = { personId, start: resolve }
    turns.waiting.push(mine)
    signal?.addEventListener('abort', () => {
      turns.waiting = turns.waiting.filter((one) => one !== mine)
      reject(new AppError('cancelled'))
    })
    startNext()
  })
  try {
    if (signal?.aborted) throw new AppError('cancelled')
    return await work()
  } finally {
    const left = (turns.running.get(personId) ?? 1) - 1
    if (left > 0) turns.running.set(personId, left)
    else turns.running.delete(personId)
    startNext()
  }
}

function startNext(): void {
  const total = [...turns.running.values()].reduce((sum, count) => sum + count, 0)
  if (total >= AT_ONCE) return
  const next = turns.waiting.find((one) => !turns.running.has(one.personId))
  if (!next) return
  turns.waiting = turns.waiting.filter((one) => one !== next)
  turns.running.set(next.personId, (turns.running.get(next.personId) ?? 0) + 1)
  next.start()
  startNext()
}

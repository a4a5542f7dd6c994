import 'server-only'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { AppError } from '@/lib/server/app-error'
import { sha256 } from '@/lib/server/ids'
import { normaliseEmail } from '@/lib/server/store/people'

/** Passwords somebody may try for an account in ten minutes, wherever they are asked for one. */
const perAccount = new RateLimiterMemory({ points: 10, duration: 600, blockDuration: 60 })

const keyOf = (email: string) => sha256(normaliseEmail(email))

/** Counts a password that is about to be looked at. Throws `too-many-requests`. */
export async function countGuess(email: string): Promise<void> {
  await perAccount.consume(keyOf(email)).catch(() => {
    throw new AppError('too-many-requests', 'Too many wrong passwords for this address. Wait a minute and try again.')
  })
}

/** It was right. */
export async function forgetGuesses(email: string): Promise<void> {
  await perAccount.delete(keyOf(email))
}

/** Codes of an app that signed somebody in, until they have run out: person and code → when, in ms. A code is good for about a minute and a half. */
const used = new Map<string, number>()
const CODE_LIVES_MS = 120_000

/** Takes a code that was found right. False when it was used before (RFC 6238, 5.2: once). */
export function takeCode(personId: string, code: string, now: number): boolean {
  for (const [key, until] of used) if (until <= now) used.delete(key)
  const key = `${personId} ${code}`
  if (used.has(key)) return false
  used.set(key, now + CODE_LIVES_MS)
  return true
}

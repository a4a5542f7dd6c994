import 'server-only'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { Role } from '@/lib/core/permissions/policy'
import { AppError } from '@/lib/server/app-error'
import { auth } from '@/lib/server/auth'
import { sha256 } from '@/lib/server/ids'
import { findPersonByEmail, normaliseEmail } from '@/lib/server/store/people'

// Wrong passwords per account: 10 in 10 minutes, then a pause of one minute at a
// time, so that a stranger can slow somebody down but not lock them out.
const perAccount = new RateLimiterMemory({ points: 10, duration: 600, blockDuration: 60 })

export interface SignedIn {
  readonly person: { readonly id: string; readonly name: string; readonly role: Role }
  /** Set-Cookie values of the session. */
  readonly cookies: readonly string[]
}

/**
 * Signs a person in. The same sentence for an unknown address, a wrong password and a deactivated account.
 */
export async function signIn(input: { email: string; password: string }): Promise<SignedIn> {
  const email = normaliseEmail(input.email)
  const key = sha256(email)
  const state = await perAccount.get(key)
  if (state && state.remainingPoints <= 0 && state.msBeforeNext > 0)
    throw new AppError('too-many-requests', 'Too many wrong passwords for this address. Wait a minute and try again.')
  const person = await findPersonByEmail(email)
  // An unknown or deactivated person takes the same path and time as a wrong password.
  const attempt = person && !person.disabledAt ? email : `nobody-${key}@invalid.invalid`
  let response: Response | null = null
  try {
    response = await auth().api.signInEmail({
      body: { email: attempt, password: input.password },
      headers: new Headers(),
      asResponse: true,
    })
  } catch {
    // What the library throws for a wrong password.
  }
  if (!response?.ok || !person) {
    await perAccount.consume(key).catch(() => {})
    throw new AppError('wrong-credentials')
  }
  await perAccount.delete(key)
  return { person: { id: person.id, name: person.name, role: person.role }, cookies: response.headers.getSetCookie() }
}

/** Ends the session on the server. Returns the Set-Cookie values that empty the cookie. */
export async function signOut(cookie: string): Promise<readonly string[]> {
  try {
    const response = await auth().api.signOut({ headers: new Headers({ cookie }), asResponse: true })
    return response.headers.getSetCookie()
  } catch {
    // No session to end.
    return []
  }
}

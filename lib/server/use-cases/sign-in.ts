import 'server-only'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { auth } from '@/lib/server/auth'
import { AppError } from '@/lib/server/boundary/app-error'
import { sha256 } from '@/lib/server/ids'
import { findPersonByEmail, normaliseEmail } from '@/lib/server/store/people'

// Wrong passwords per account: 10 in 10 minutes, then a pause of one minute at a
// time, so that a stranger can slow somebody down but not lock them out.
const perAccount = new RateLimiterMemory({ points: 10, duration: 600, blockDuration: 60 })

/**
 * Signs a person in and returns the answer with the session cookie. The same
 * sentence for an unknown address, a wrong password and a deactivated account.
 */
export async function signIn(input: { email: string; password: string }): Promise<Response> {
  const email = normaliseEmail(input.email)
  const key = sha256(email)
  const state = await perAccount.get(key)
  if (state && state.remainingPoints <= 0 && state.msBeforeNext > 0)
    throw new AppError('too-many-requests', 'Too many wrong passwords for this address. Wait a minute and try again.')
  const person = await findPersonByEmail(email)
  // An unknown or deactivated person takes the same path and time as a wrong password.
  const attempt = person && !person.disabledAt ? email : `nobody-${key}@invalid.invalid`
  let response: Response
  try {
    response = await auth().api.signInEmail({
      body: { email: attempt, password: input.password },
      headers: new Headers(),
      asResponse: true,
    })
  } catch {
    response = new Response(null, { status: 401 })
  }
  if (!response.ok) {
    await perAccount.consume(key).catch(() => {})
    throw new AppError('wrong-credentials')
  }
  await perAccount.delete(key)
  const headers = new Headers({ 'Cache-Control': 'no-store' })
  for (const cookie of response.headers.getSetCookie()) headers.append('Set-Cookie', cookie)
  return Response.json({ id: person?.id, name: person?.name, role: person?.role }, { headers })
}

/** Ends the session on the server and empties the cookie. */
export async function signOut(request: Request): Promise<Response> {
  const cookie = request.headers.get('cookie') ?? ''
  const headers = new Headers({ 'Cache-Control': 'no-store' })
  try {
    const response = await auth().api.signOut({ headers: new Headers({ cookie }), asResponse: true })
    for (const cleared of response.headers.getSetCookie()) headers.append('Set-Cookie', cleared)
  } catch {
    // No session to end.
  }
  return new Response(null, { status: 204, headers })
}

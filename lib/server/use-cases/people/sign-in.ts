import 'server-only'
import { APIError } from 'better-auth/api'
import type { Role } from '@/lib/core/permissions/policy'
import { AppError } from '@/lib/server/app-error'
import { auth, refuseWhenFlooded } from '@/lib/server/auth'
import { env } from '@/lib/server/env'
import { sha256 } from '@/lib/server/ids'
import { changeDesk } from '@/lib/server/record/change-desk'
import { findPerson, findPersonByEmail, normaliseEmail, type PersonRecord, takePasswordOnce } from '@/lib/server/store/people'
import { countGuess, forgetGuesses, takeCode } from '@/lib/server/use-cases/people/password-guesses'

export interface SignedIn {
  readonly person: { readonly id: string; readonly name: string; readonly role: Role }
  /** Set-Cookie values of the session. */
  readonly cookies: readonly string[]
}

/** The password was right; a code of the person's app is asked for next. */
export interface HalfSignedIn {
  readonly person: null
  readonly cookies: readonly string[]
}

/**
 * Signs a person in. The same sentence for an unknown address, a wrong password,
 * a deactivated account, and a password where the desk takes none.
 */
export async function signIn(input: { email: string; password: string }, device: string | null = null): Promise<SignedIn | HalfSignedIn> {
  const email = normaliseEmail(input.email)
  const key = sha256(email)
  refuseWhenFlooded()
  // Counted before the password is looked at: of many at once no more are tried than one after another.
  await countGuess(email)
  const person = await findPersonByEmail(email)
  // An unknown or deactivated person takes the same path and time as a wrong password.
  const hasRunOut = person?.passwordOnceUntil && person.passwordOnceUntil <= new Date()
  const isWithoutPasswords = env().oidc?.isOnly && !person?.passwordOnceUntil
  const attempt = person && !person.disabledAt && !hasRunOut && !isWithoutPasswords ? email : `nobody-${key}@invalid.invalid`
  let response: Response | null = null
  try {
    response = await auth().api.signInEmail({
      body: { email: attempt, password: input.password },
      headers: new Headers(device ? { 'user-agent': device.slice(0, 300) } : {}),
      asResponse: true,
    })
  } catch (error) {
    // What the library throws for a wrong password; anything else is a fault of the desk.
    if (!(error instanceof APIError)) throw error
  }
  if (!response?.ok || !person) {
    throw new AppError(
      'wrong-credentials',
      isWithoutPasswords ? 'This desk takes no passwords. Sign in with your newsroom account.' : undefined,
    )
  }
  const cookies = response.headers.getSetCookie()
  const { twoFactorRedirect } = (await response.json()) as { twoFactorRedirect?: boolean }
  if (twoFactorRedirect) return { person: null, cookies }
  await recordSignIn(person, cookies)
  await forgetGuesses(email)
  return { person: { id: person.id, name: person.name, role: person.role }, cookies }
}

const WRONG_CODE = 'This code is not right, or was used. Wait for the next one; after several wrong ones, sign in anew.'

/** The second half: a code of the app, or one of the recovery codes, which is used up. `cookie` is that of the first half. */
export async function finishSignIn(input: { readonly code: string }, cookie: string): Promise<SignedIn> {
  const code = input.code.replace(/[\s-]/g, '')
  const headers = new Headers({ cookie })
  let response: Response | null = null
  try {
    response = /^\d{6}$/.test(code)
      ? await auth().api.verifyTOTP({ body: { code }, headers, asResponse: true })
      : await auth().api.verifyBackupCode({ body: { code: input.code.trim() }, headers, asResponse: true })
  } catch (error) {
    // What the library throws for a wrong code.
    if (!(error instanceof APIError)) throw error
  }
  if (!response?.ok) throw new AppError('wrong-credentials', WRONG_CODE)
  const { user } = (await response.json()) as { user: { id: string } }
  const person = await findPerson(user.id)
  const cookies = response.headers.getSetCookie()
  if (!person || person.disabledAt) {
    await signOut(cookies.map((one) => one.split(';')[0]).join('; '))
    throw new AppError('wrong-credentials')
  }
  if (/^\d{6}$/.test(code) && !takeCode(person.id, code, Date.now())) {
    await signOut(cookies.map((one) => one.split(';')[0]).join('; '))
    throw new AppError('wrong-credentials', WRONG_CODE)
  }
  await recordSignIn(person, cookies)
  await forgetGuesses(person.email)
  return { person: { id: person.id, name: person.name, role: person.role }, cookies }
}

async function recordSignIn(person: PersonRecord, cookies: readonly string[]): Promise<void> {
  try {
    await changeDesk(person.id, async ({ tx, now, record }) => {
      if (person.passwordOnceUntil && !(await takePasswordOnce(tx, person.id, now))) throw new AppError('wrong-credentials')
      record({ name: 'person.signed-in', subject: `person:${person.id}`, before: null, after: null })
    })
  } catch (error) {
    // The session was made; without its entry it must not stand.
    await signOut(cookies.map((one) => one.split(';')[0]).join('; '))
    throw error
  }
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

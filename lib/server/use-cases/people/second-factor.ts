import 'server-only'
import { AppError } from '@/lib/server/app-error'
import { auth } from '@/lib/server/auth'
import { env } from '@/lib/server/env'
import { changeDesk } from '@/lib/server/record/change-desk'
import type { Actor } from '@/lib/server/session'
import { dropSecondFactor, findPerson } from '@/lib/server/store/people'
import { countGuess, forgetGuesses } from '@/lib/server/use-cases/people/password-guesses'

export interface SecondFactorState {
  readonly isOffered: boolean
  readonly isOn: boolean
  /** Their role needs one. */
  readonly isRequired: boolean
}

export async function readSecondFactor(actor: Actor): Promise<SecondFactorState> {
  const { secondFactor } = env()
  const person = await findPerson(actor.id)
  return {
    isOffered: secondFactor.isOffered,
    isOn: person?.twoFactorEnabled ?? false,
    isRequired: secondFactor.requiredOf.includes(actor.role),
  }
}

/** Begins: the address for the app, and recovery codes, both shown once. It counts only once a code confirmed it. */
export async function beginSecondFactor(
  actor: Actor,
  input: { readonly password: string },
  cookie: string,
): Promise<{ readonly uri: string; readonly recoveryCodes: readonly string[] }> {
  if (!env().secondFactor.isOffered) throw new AppError('refused', 'This desk does not use a second factor.')
  if ((await findPerson(actor.id))?.twoFactorEnabled)
    throw new AppError('already-done', 'You have a second factor already. Take it away first, then set the new one up.')
  await countGuess(actor.email)
  const { totpURI, backupCodes } = (await ask(() =>
    auth().api.enableTwoFactor({ body: { password: input.password }, headers: new Headers({ cookie }) }),
  )) as { totpURI: string; backupCodes: string[] }
  await forgetGuesses(actor.email)
  return { uri: totpURI, recoveryCodes: backupCodes }
}

/** Confirms with a code of the app: from now on it is asked for. Returns the Set-Cookie values of the session that goes on. */
export async function confirmSecondFactor(actor: Actor, input: { readonly code: string }, cookie: string): Promise<readonly string[]> {
  const response = (await ask(() =>
    auth().api.verifyTOTP({ body: { code: input.code.replace(/\s/g, '') }, headers: new Headers({ cookie }), asResponse: true }),
  )) as Response
  if (!response.ok) throw new AppError('wrong-credentials', 'This code is not right. Wait for the next one your app shows and try that.')
  await changeDesk(actor.id, async ({ record }) => {
    record({ name: 'person.second-factor-added', subject: `person:${actor.id}`, before: null, after: null })
  })
  return response.headers.getSetCookie()
}

/** Takes one's own second factor away, with the password. */
export async function removeOwnSecondFactor(
  actor: Actor,
  input: { readonly password: string },
  cookie: string,
): Promise<readonly string[]> {
  if (env().secondFactor.requiredOf.includes(actor.role))
    throw new AppError('refused', 'Your role signs in with a second factor; it can be set up anew, but not be without.')
  await countGuess(actor.email)
  const response = (await ask(() =>
    auth().api.disableTwoFactor({ body: { password: input.password }, headers: new Headers({ cookie }), asResponse: true }),
  )) as Response
  if (!response.ok) throw new AppError('wrong-credentials', 'The password is not right.')
  await forgetGuesses(actor.email)
  await changeDesk(actor.id, async ({ record }) => {
    record({ name: 'person.second-factor-removed', subject: `person:${actor.id}`, before: null, after: null })
  })
  return response.headers.getSetCookie()
}

/** Takes somebody's second factor away, who lost their app and their codes. */
export async function removeSecondFactor(actor: Actor, personId: string): Promise<void> {
  await changeDesk(actor.id, async ({ tx, record }) => {
    if (!(await findPerson(personId, tx))) throw new AppError('not-found')
    if (!(await dropSecondFactor(tx, personId))) throw new AppError('already-done', 'They have no second factor.')
    record({ name: 'person.second-factor-removed', subject: `person:${personId}`, before: null, after: null })
  })
}

// The library throws for a wrong password, and for a request without the session of a browser.
async function ask<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch {
    throw new AppError('wrong-credentials', 'The password is not right, or you are not signed in with a browser.')
  }
}

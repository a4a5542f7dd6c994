import 'server-only'
import { AppError } from '@/lib/server/app-error'
import { hashPassword, verifyPassword } from '@/lib/server/auth'
import { newId, newSecret, sha256 } from '@/lib/server/ids'
import { changeDesk } from '@/lib/server/record/change-desk'
import type { Actor } from '@/lib/server/session'
import { listSessions as findSessions, passwordHashOf, setPassword, endSession as writeEnded } from '@/lib/server/store/people'
import { listTokens as findTokens, insertToken, revokeToken as writeRevoked } from '@/lib/server/store/tokens'
import { dropCredentials } from '@/lib/server/use-cases/people/manage-people'
import { countGuess, forgetGuesses } from '@/lib/server/use-cases/people/password-guesses'

/** Changes one's own password and ends all one's sessions and tokens; the person signs in again. */
export async function changePassword(actor: Actor, input: { current: string; next: string }): Promise<void> {
  await countGuess(actor.email)
  const stored = await passwordHashOf(actor.id)
  if (!stored || !(await verifyPassword(stored, input.current)))
    throw new AppError('wrong-credentials', 'The current password is not right.')
  await forgetGuesses(actor.email)
  const passwordHash = await hashPassword(input.next)
  await changeDesk(actor.id, async (change) => {
    await setPassword(change.tx, actor.id, newId(), passwordHash)
    change.record({ name: 'person.password-changed', subject: `person:${actor.id}`, before: null, after: null })
    await dropCredentials(change, actor.id)
  })
}

/** Where one is signed in. */
export async function listSessions(actor: Actor) {
  return (await findSessions(actor.id, new Date())).map(({ id, userAgent, createdAt, updatedAt }) => ({
    id,
    device: userAgent || null,
    signedInAt: createdAt.toISOString(),
    lastUsedAt: updatedAt.toISOString(),
  }))
}

/** Ends one of one's own sessions. */
export async function endSession(actor: Actor, id: string): Promise<void> {
  await changeDesk(actor.id, async ({ tx, record }) => {
    if (!(await writeEnded(tx, actor.id, id))) throw new AppError('not-found', 'This session has ended already.')
    record({ name: 'person.session-ended', subject: `person:${actor.id}`, before: null, after: null })
  })
}

/** Makes a personal token for the HTTP API. The secret is shown once and not kept. */
export async function createToken(owner: Pick<Actor, 'id'>, name: string): Promise<{ id: string; name: string; token: string }> {
  const token = `tm_${newSecret()}`
  const id = newId()
  await changeDesk(owner.id, async ({ tx, record }) => {
    await insertToken(tx, { id, userId: owner.id, name, hash: sha256(token) })
    record({ name: 'token.created', subject: `person:${owner.id}`, before: null, after: { name } })
  })
  return { id, name, token }
}

/** One's own personal tokens, without their secrets. */
export async function listTokens(actor: Actor) {
  return (await findTokens(actor.id)).map(({ id, name, createdAt, lastUsedAt }) => ({
    id,
    name,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  }))
}

export async function revokeToken(actor: Actor, id: string): Promise<void> {
  await changeDesk(actor.id, async ({ tx, now, record }) => {
    if (!(await writeRevoked(tx, actor.id, id, now))) throw new AppError('not-found')
    record({ name: 'token.revoked', subject: `person:${actor.id}`, before: { tokenId: id }, after: null })
  })
}

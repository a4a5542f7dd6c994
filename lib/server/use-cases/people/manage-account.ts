import 'server-only'
import { verify } from '@node-rs/argon2'
import { AppError } from '@/lib/server/app-error'
import { hashPassword } from '@/lib/server/auth'
import { newId, newSecret, sha256 } from '@/lib/server/ids'
import { changeDesk } from '@/lib/server/record/change-desk'
import type { Actor } from '@/lib/server/session'
import { endSessions, passwordHashOf, setPassword } from '@/lib/server/store/people'
import { listTokens as findTokens, insertToken, revokeToken as writeRevoked } from '@/lib/server/store/tokens'

/** Changes one's own password and ends all one's sessions; the person signs in again. */
export async function changePassword(actor: Actor, input: { current: string; next: string }): Promise<void> {
  const stored = await passwordHashOf(actor.id)
  if (!stored || !(await verify(stored, input.current.normalize('NFKC'))))
    throw new AppError('wrong-credentials', 'The current password is not right.')
  const passwordHash = await hashPassword(input.next)
  await changeDesk(actor.id, async ({ tx, record }) => {
    await setPassword(tx, actor.id, newId(), passwordHash)
    await endSessions(tx, actor.id)
    record({ name: 'person.password-changed', subject: `person:${actor.id}`, before: null, after: null })
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

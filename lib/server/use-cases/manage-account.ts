import 'server-only'
import { verify } from '@node-rs/argon2'
import { hashPassword } from '@/lib/server/auth'
import { AppError } from '@/lib/server/boundary/app-error'
import { write } from '@/lib/server/db'
import { newId, newSecret, sha256 } from '@/lib/server/ids'
import type { Actor } from '@/lib/server/session'
import { recordDeskHistory } from '@/lib/server/store/history'
import {
  endSessions,
  listTokens as findTokens,
  insertToken,
  passwordHashOf,
  setPassword,
  revokeToken as writeRevoked,
} from '@/lib/server/store/people'

/** Changes one's own password and ends all one's sessions; the person signs in again. */
export async function changePassword(actor: Actor, input: { current: string; next: string }): Promise<void> {
  const stored = await passwordHashOf(actor.id)
  if (!stored || !(await verify(stored, input.current.normalize('NFKC'))))
    throw new AppError('wrong-credentials', 'The current password is not right.')
  const passwordHash = await hashPassword(input.next)
  await write(async (tx) => {
    await setPassword(tx, actor.id, newId(), passwordHash)
    await endSessions(tx, actor.id)
    await recordDeskHistory(tx, { at: new Date(), actorId: actor.id, action: 'person.password-changed', subject: `person:${actor.id}` })
  })
}

/** Makes a personal token for the HTTP API. The secret is shown once and not kept. */
export async function createToken(owner: Pick<Actor, 'id'>, name: string): Promise<{ id: string; name: string; token: string }> {
  const token = `tm_${newSecret()}`
  const id = newId()
  await write(async (tx) => {
    await insertToken(tx, { id, userId: owner.id, name, hash: sha256(token) })
    await recordDeskHistory(tx, {
      at: new Date(),
      actorId: owner.id,
      action: 'token.created',
      subject: `person:${owner.id}`,
      after: { name },
    })
  })
  return { id, name, token }
}

export async function listTokens(actor: Actor) {
  return (await findTokens(actor.id)).map((token) => ({
    ...token,
    createdAt: token.createdAt.toISOString(),
    lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
  }))
}

export async function revokeToken(actor: Actor, id: string): Promise<void> {
  const now = new Date()
  await write(async (tx) => {
    if (!(await writeRevoked(tx, actor.id, id, now))) throw new AppError('not-found')
    await recordDeskHistory(tx, {
      at: now,
      actorId: actor.id,
      action: 'token.revoked',
      subject: `person:${actor.id}`,
      before: { tokenId: id },
    })
  })
}

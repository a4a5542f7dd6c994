import 'server-only'
import type { Role } from '@/lib/core/permissions/policy'
import { auth } from '@/lib/server/auth'
import { sha256 } from '@/lib/server/ids'
import { findPerson, findToken, touchToken } from '@/lib/server/store/people'

/** Who is acting. Every use case gets one. */
export interface Actor {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: Role
}

/**
 * The person behind a request: a personal token, else a session cookie. Null
 * for nobody, an ended session, or somebody who was deactivated. Role and
 * deactivation are read from the database each time, so they take effect at once.
 */
export async function actorOf(headers: Headers): Promise<Actor | null> {
  const bearer = /^bearer\s+(\S+)$/i.exec(headers.get('authorization') ?? '')
  const userId = bearer ? await userIdOfToken(bearer[1] as string) : await userIdOfSession(headers)
  if (!userId) return null
  const person = await findPerson(userId)
  if (!person || person.disabledAt) return null
  return { id: person.id, name: person.name, email: person.email, role: person.role }
}

async function userIdOfSession(headers: Headers): Promise<string | null> {
  if (!headers.get('cookie')?.includes('tickmark.session_token')) return null
  const session = await auth().api.getSession({ headers: new Headers({ cookie: headers.get('cookie') ?? '' }) })
  return session?.user.id ?? null
}

/** How often a token's last use is written down, in ms: not on each request. */
const LAST_USED_EVERY_MS = 60_000

async function userIdOfToken(secret: string): Promise<string | null> {
  const token = await findToken(sha256(secret))
  if (!token || token.revokedAt) return null
  const now = new Date()
  if (!token.lastUsedAt || now.getTime() - token.lastUsedAt.getTime() > LAST_USED_EVERY_MS) await touchToken(token.id, now)
  return token.userId
}

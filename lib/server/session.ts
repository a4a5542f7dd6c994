import 'server-only'
import type { Role } from '@/lib/core/permissions/policy'
import { auth } from '@/lib/server/auth'
import { env } from '@/lib/server/env'
import { sha256 } from '@/lib/server/ids'
import { findPerson, hasSingleSignOn, type PersonRecord } from '@/lib/server/store/people'
import { findToken, touchToken } from '@/lib/server/store/tokens'

/** Who is acting. Every use case gets one. */
export interface Actor {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: Role
  /** Set while nothing but their own account is open to them. */
  readonly owes?: 'second-factor'
}

/** What a request shows to say who it is from. Read once: the origin check and the session look at the same answer. */
export type Credential =
  | { readonly kind: 'token'; readonly secret: string }
  | { readonly kind: 'cookie'; readonly cookie: string }
  /** An Authorization header that is not one we give out: nobody, whatever cookie comes with it. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'none' }

/** Reads the credential of a request. A header that names another scheme, or is malformed, is not passed over for the cookie. */
export function credentialOf(headers: Headers): Credential {
  const authorization = headers.get('authorization')
  if (authorization !== null) {
    const secret = /^bearer +([^\s]+)$/i.exec(authorization.trim())?.[1]
    return secret ? { kind: 'token', secret } : { kind: 'unknown' }
  }
  const cookie = headers.get('cookie')
  return cookie?.includes('tickmark.session_token') ? { kind: 'cookie', cookie } : { kind: 'none' }
}

/**
 * The person behind a credential: a personal token, else a session cookie. Null
 * for nobody, an ended session, or somebody who was deactivated. Role and
 * deactivation are read from the database each time, so they take effect at once.
 */
export async function actorOf(credential: Credential): Promise<Actor | null> {
  const person =
    credential.kind === 'token'
      ? await personOfToken(credential.secret)
      : credential.kind === 'cookie'
        ? await personOfSession(credential.cookie)
        : null
  if (!person || person.disabledAt) return null
  const actor = { id: person.id, name: person.name, email: person.email, role: person.role }
  const isOwed = credential.kind === 'cookie' && !person.twoFactorEnabled && env().secondFactor.requiredOf.includes(person.role)
  // Where the newsroom's account is the only way in, its own second factor counts.
  const isTheirs = isOwed && env().oidc?.isOnly && (await hasSingleSignOn(person.id))
  return isOwed && !isTheirs ? { ...actor, owes: 'second-factor' } : actor
}

async function personOfSession(cookie: string): Promise<PersonRecord | null> {
  const session = await auth().api.getSession({ headers: new Headers({ cookie }) })
  return session ? findPerson(session.user.id) : null
}

/** How often a token's last use is written down, in ms: not on each request. */
const LAST_USED_EVERY_MS = 60_000

async function personOfToken(secret: string): Promise<PersonRecord | null> {
  const token = await findToken(sha256(secret))
  if (!token) return null
  const now = new Date()
  if (!token.lastUsedAt || now.getTime() - token.lastUsedAt.getTime() > LAST_USED_EVERY_MS) await touchToken(token.id, now)
  return token.person
}

import 'server-only'
import { type Algorithm, hash, verify } from '@node-rs/argon2'
import { type BetterAuthOptions, betterAuth } from 'better-auth'
import { prismaAdapter } from 'better-auth/adapters/prisma'
import { genericOAuth, twoFactor } from 'better-auth/plugins'
import pLimit, { type LimitFunction } from 'p-limit'
import { AppError } from '@/lib/server/app-error'
import { database } from '@/lib/server/db'
import { env, type OidcSettings } from '@/lib/server/env'
import { withHashedSessions } from '@/lib/server/hashed-sessions'
import { newId } from '@/lib/server/ids'
import { PASSWORD_MAX, PASSWORD_MIN } from '@/lib/server/password-rules'

// OWASP's argon2id minimum. The enum is declared const, so its value is written out: 2 is Argon2id.
const ARGON2 = { algorithm: 2 as Algorithm, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Password hashes waiting their turn; beyond this, somebody floods the desk. */
const MAX_WAITING = 60
const globals = globalThis as {
  tickmarkAuth?: ReturnType<typeof makeAuth> | undefined
  tickmarkSingleSignOn?: ReturnType<typeof makeSingleSignOn> | undefined
  tickmarkHashing?: LimitFunction
}
// One at a time: a hash takes a core for tens of milliseconds, and files and pages want the others.
globals.tickmarkHashing ??= pLimit(1)
const hashing = globals.tickmarkHashing

/** Throws `too-many-requests` while more passwords wait to be looked at than this desk's people could send. */
export function refuseWhenFlooded(): void {
  if (hashing.pendingCount >= MAX_WAITING)
    throw new AppError('too-many-requests', 'Too many people sign in at this moment. Wait a few seconds and try again.')
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  refuseWhenFlooded()
  return hashing(work)
}

/** Hashes a password, in a queue of its own. Throws `too-many-requests` when the queue is full. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize('NFKC'), ARGON2))
}

/** Whether a password is the one of a hash, in the same queue. */
export function verifyPassword(stored: string, password: string): Promise<boolean> {
  return inTurn(() => verify(stored, password.normalize('NFKC')))
}

/** What both ways of signing in share: one secret, one cookie, one table of sessions. */
function options() {
  const { authSecret, baseUrl, port } = env()
  return {
    appName: 'Tickmark',
    secret: authSecret,
    baseURL: baseUrl ?? `http://localhost:${port}`,
    basePath: '/api/auth-internal',
    database: (settings: BetterAuthOptions) => withHashedSessions(prismaAdapter(database(), { provider: 'sqlite' })(settings)),
    telemetry: { enabled: false },
    // better-auth is called by our own use cases only; the boundary has checked the origin.
    rateLimit: { enabled: false },
    logger: { disabled: true },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_MIN,
      maxPasswordLength: PASSWORD_MAX,
      password: {
        hash: hashPassword,
        verify: ({ hash: stored, password }: { hash: string; password: string }) => verifyPassword(stored, password),
      },
    },
    user: {
      additionalFields: {
        role: { type: 'string', input: false },
        disabledAt: { type: 'date', input: false, required: false },
      },
    },
    // Ends after 7 days without use; using it moves the end on, once a day.
    session: { expiresIn: 60 * 60 * 24 * 7, updateAge: 60 * 60 * 24 },
    advanced: {
      useSecureCookies: baseUrl?.startsWith('https:') ?? false,
      cookiePrefix: 'tickmark',
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      disableOriginCheck: true,
      database: { generateId: () => newId() },
    },
  } satisfies BetterAuthOptions
}

function makeAuth() {
  return betterAuth({ ...options(), plugins: [twoFactor({ issuer: 'Tickmark', backupCodeOptions: { amount: 10, length: 10 } })] })
}

export function auth(): ReturnType<typeof makeAuth> {
  globals.tickmarkAuth ??= makeAuth()
  return globals.tickmarkAuth
}

/** Whoever the provider says somebody is; throws when they are not let in. Gives the person of the desk. */
export type Admission = (profile: Readonly<Record<string, unknown>>) => Promise<{ readonly email: string; readonly name: string }>

function makeSingleSignOn(oidc: OidcSettings, admit: Admission) {
  const { baseUrl } = env()
  return betterAuth({
    ...options(),
    account: { accountLinking: { enabled: true, trustedProviders: ['sso'] } },
    // What the provider's other doors would open for is not kept.
    databaseHooks: {
      account: {
        create: { before: async (account) => ({ data: { ...account, accessToken: null, refreshToken: null, idToken: null } }) },
        update: { before: async (account) => ({ data: { ...account, accessToken: null, refreshToken: null, idToken: null } }) },
      },
    },
    plugins: [
      genericOAuth({
        config: [
          {
            providerId: 'sso',
            discoveryUrl: `${oidc.issuer}/.well-known/openid-configuration`,
            clientId: oidc.clientId,
            ...(oidc.clientSecret ? { clientSecret: oidc.clientSecret } : { tokenEndpointAuth: { method: 'none' as const } }),
            scopes: ['openid', 'email', 'profile'],
            redirectURI: `${baseUrl}/api/session/sso/callback`,
            pkce: true,
            disableSignUp: true,
            mapProfileToUser: async (profile) => ({ ...(await admit(profile)), emailVerified: true }),
          },
        ],
      }),
    ],
  })
}

/**
 * The same with the desk's OpenID provider. Apart from {@link auth}, since it asks
 * the provider when it is made: only once somebody signs in with it. A provider
 * that was away is asked anew by the next.
 */
export function singleSignOn(oidc: OidcSettings, admit: Admission): ReturnType<typeof makeSingleSignOn> {
  globals.tickmarkSingleSignOn ??= makeSingleSignOn(oidc, admit)
  return globals.tickmarkSingleSignOn
}

/** Forgets what the provider said of itself. */
export function forgetSingleSignOn(): void {
  globals.tickmarkSingleSignOn = undefined
}

import 'server-only'
import { type Algorithm, hash, verify } from '@node-rs/argon2'
import { betterAuth } from 'better-auth'
import { prismaAdapter } from 'better-auth/adapters/prisma'
import { database } from '@/lib/server/db'
import { env } from '@/lib/server/env'
import { newId } from '@/lib/server/ids'
import { PASSWORD_MAX, PASSWORD_MIN } from '@/lib/server/password-rules'

// OWASP's argon2id minimum. The enum is declared const, so its value is written out: 2 is Argon2id.
const ARGON2 = { algorithm: 2 as Algorithm, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), ARGON2)
}

function makeAuth() {
  const { authSecret, baseUrl, port } = env()
  return betterAuth({
    appName: 'Tickmark',
    secret: authSecret,
    baseURL: baseUrl ?? `http://localhost:${port}`,
    basePath: '/api/auth-internal',
    database: prismaAdapter(database(), { provider: 'sqlite' }),
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
        verify: ({ hash: stored, password }) => verify(stored, password.normalize('NFKC')),
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
  })
}

const globals = globalThis as { tickmarkAuth?: ReturnType<typeof makeAuth> }

export function auth(): ReturnType<typeof makeAuth> {
  globals.tickmarkAuth ??= makeAuth()
  return globals.tickmarkAuth
}

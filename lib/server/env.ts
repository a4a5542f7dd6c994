import 'server-only'
import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { z } from 'zod'
import { ROLES, type Role } from '@/lib/core/permissions/policy'

/** Every setting, read from the environment. docs/settings.md names each; `tests/architecture.test.ts` fails when it does not. */
const envSchema = z.object({
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATABASE_URL: z
    .string()
    .startsWith('file:', 'DATABASE_URL must start with "file:", for example file:./data/tickmark.db')
    .default('file:./data/tickmark.db'),
  AUTH_SECRET: z.string().min(32, 'AUTH_SECRET must have at least 32 characters').optional(),
  BASE_URL: z.url().optional(),
  SECOND_FACTOR: z
    .string()
    .regex(/^(?:off|offered|[a-z]+(?:,[a-z]+)*)$/, 'SECOND_FACTOR is off, offered, or the roles that need one: admin,editor')
    .default('off'),
  OIDC_ISSUER: z.url().optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  OIDC_NAME: z.string().min(1).max(60).default('your newsroom account'),
  OIDC_DOMAINS: z.string().optional(),
  OIDC_ROLE: z.enum(['none', ...ROLES], `OIDC_ROLE is none, or one of ${ROLES.join(', ')}`).default('none'),
  OIDC_ONLY: z.enum(['yes', 'no'], 'OIDC_ONLY is yes or no').default('no'),
  SMTP_URL: z
    .url()
    .regex(/^smtps?:/, 'SMTP_URL begins with smtp: or smtps:')
    .optional(),
  MAIL_FROM: z.string().min(3).optional(),
  FETCH: z.enum(['on', 'off'], 'FETCH is on or off').default('on'),
  FETCH_ALLOW: z.string().default(''),
  ASSISTANT_KEY: z.string().min(1).max(1_000).optional(),
  DOI_FROM: z.url().default('https://doi.org'),
  BOOKS_FROM: z.url().default('https://openlibrary.org'),
  SECOND_SERVER: z.enum(['yes', 'no'], 'SECOND_SERVER is yes or no').default('no'),
})

export const SETTING_NAMES = Object.keys(envSchema.shape)

export interface Env {
  readonly port: number
  readonly host: string
  /** Absolute path of the database file. */
  readonly databaseFile: string
  readonly authSecret: string
  /** Address people use, without a trailing slash. Null: whatever host the request names. */
  readonly baseUrl: string | null
  readonly secondFactor: { readonly isOffered: boolean; readonly requiredOf: readonly Role[] }
  /** Single sign-on; null when there is none. */
  readonly oidc: OidcSettings | null
  /** Where mail is sent through; null when none is. */
  readonly mail: { readonly url: string; readonly from: string } | null
  /** Fetching a page that somebody asks for; `allowed` are hosts of the house, `name` or `name:port`. */
  readonly fetch: { readonly isOff: boolean; readonly allowed: ReadonlySet<string> }
  /** What the assistant's API wants to be shown; null when nothing. */
  readonly assistantKey: string | null
  /** Where a DOI and an ISBN are looked up when somebody asks, without a trailing slash. */
  readonly catalogues: { readonly doi: string; readonly books: string }
  /** Whether this server may serve a desk that another server has open. */
  readonly isSecondAllowed: boolean
}

export interface OidcSettings {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string | null
  /** What the button says it signs in with. */
  readonly name: string
  /** Domains of mail addresses that are let in; empty: all the provider knows. */
  readonly domains: readonly string[]
  /** Role of somebody who was never here; null: only people of the desk are let in. */
  readonly newcomerRole: Role | null
  /** Passwords are off, but for those of the command line. */
  readonly isOnly: boolean
}

const globals = globalThis as { tickmarkEnv?: Env }

/** Settings, checked once. Throws an Error that names the setting and what is wrong with it. */
export function env(): Env {
  globals.tickmarkEnv ??= readEnv(process.env)
  return globals.tickmarkEnv
}

function readEnv(source: NodeJS.ProcessEnv): Env {
  const parsed = envSchema.safeParse(Object.fromEntries(SETTING_NAMES.map((name) => [name, source[name] || undefined])))
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new Error(`A setting is wrong.\n${lines.join('\n')}`)
  }
  const databaseFile = resolve(/*turbopackIgnore: true*/ process.cwd(), parsed.data.DATABASE_URL.slice('file:'.length))
  return {
    port: parsed.data.PORT,
    host: parsed.data.HOST,
    databaseFile,
    // Asked for late: a desk that must not start makes no secret either.
    get authSecret() {
      return parsed.data.AUTH_SECRET ?? keptSecret(`${databaseFile}.secret`)
    },
    baseUrl: parsed.data.BASE_URL?.replace(/\/$/, '') ?? null,
    secondFactor: readSecondFactor(parsed.data.SECOND_FACTOR),
    oidc: readOidc(parsed.data),
    mail: readMail(parsed.data),
    fetch: {
      isOff: parsed.data.FETCH === 'off',
      allowed: new Set(parsed.data.FETCH_ALLOW.split(',').flatMap((one) => one.trim().toLowerCase() || [])),
    },
    assistantKey: parsed.data.ASSISTANT_KEY ?? null,
    catalogues: { doi: parsed.data.DOI_FROM.replace(/\/$/, ''), books: parsed.data.BOOKS_FROM.replace(/\/$/, '') },
    isSecondAllowed: parsed.data.SECOND_SERVER === 'yes',
  }
}

type Settings = z.output<typeof envSchema>

function readSecondFactor(value: string): Env['secondFactor'] {
  if (value === 'off' || value === 'offered') return { isOffered: value === 'offered', requiredOf: [] }
  const roles = value.split(',')
  const unknown = roles.find((role) => !ROLES.includes(role as Role))
  if (unknown) throw new Error(`A setting is wrong.\nSECOND_FACTOR: there is no role “${unknown}”. There are: ${ROLES.join(', ')}.`)
  return { isOffered: true, requiredOf: roles as Role[] }
}

function readOidc(settings: Settings): OidcSettings | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, BASE_URL, OIDC_ONLY } = settings
  if (!issuer) {
    if (OIDC_ONLY === 'yes') throw new Error('A setting is wrong.\nOIDC_ONLY: without OIDC_ISSUER nobody could sign in.')
    return null
  }
  if (!clientId || !BASE_URL) throw new Error('A setting is wrong.\nOIDC_ISSUER: it needs OIDC_CLIENT_ID and BASE_URL too.')
  return {
    issuer: issuer.replace(/\/$/, ''),
    clientId,
    clientSecret: settings.OIDC_CLIENT_SECRET ?? null,
    name: settings.OIDC_NAME,
    domains: (settings.OIDC_DOMAINS ?? '').split(',').flatMap((one) => one.trim().toLowerCase() || []),
    newcomerRole: settings.OIDC_ROLE === 'none' ? null : settings.OIDC_ROLE,
    isOnly: OIDC_ONLY === 'yes',
  }
}

function readMail({ SMTP_URL: url, MAIL_FROM: from, BASE_URL }: Settings): Env['mail'] {
  if (!url) return null
  if (!from || !BASE_URL) throw new Error('A setting is wrong.\nSMTP_URL: it needs MAIL_FROM and BASE_URL too.')
  return { url, from }
}

/** A secret made on first use and kept beside the database, readable by its owner only; whole or not there at all. */
function keptSecret(file: string): string {
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    const part = `${file}.${process.pid}.part`
    writeFileSync(part, randomBytes(32).toString('base64url'), { mode: 0o600, flush: true })
    try {
      // A link, not a rename: of two who make one at once the first stands.
      linkSync(part, file)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    } finally {
      rmSync(part, { force: true })
    }
  }
  const secret = readFileSync(file, 'utf8').trim()
  if (secret.length < 32)
    throw new Error(`The secret in ${file} is too short. Remove the file to have a new one made; everybody signs in again then.`)
  return secret
}

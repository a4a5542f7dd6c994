import 'server-only'
import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { z } from 'zod'

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
  /** Whether this server may serve a desk that another server has open. */
  readonly isSecondAllowed: boolean
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
    isSecondAllowed: parsed.data.SECOND_SERVER === 'yes',
  }
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

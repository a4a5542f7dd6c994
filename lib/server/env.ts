import 'server-only'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
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
    authSecret: parsed.data.AUTH_SECRET ?? keptSecret(`${databaseFile}.secret`),
    baseUrl: parsed.data.BASE_URL?.replace(/\/$/, '') ?? null,
  }
}

/** A secret made on first use and kept beside the database, readable by its owner only. */
function keptSecret(file: string): string {
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true })
    try {
      writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
  const secret = readFileSync(file, 'utf8').trim()
  if (secret.length < 32) throw new Error(`The secret in ${file} is too short. Remove the file to have a new one made.`)
  return secret
}

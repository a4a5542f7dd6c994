import { ROUTES } from '@/app/api/openapi.json/routes'
import { sha256 } from '@/lib/server/ids'
import type { Actor } from '@/lib/server/session'
import { createToken } from '@/lib/server/use-cases/people/manage-account'

const BASE = 'http://desk.test'
const tokens = new Map<string, string>()

/** A personal token of somebody, made once. */
export async function tokenOf(actor: Actor): Promise<string> {
  const known = tokens.get(actor.id) ?? (await createToken(actor, 'tests')).token
  tokens.set(actor.id, known)
  return known
}

export interface DoorAnswer {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into field by field
  readonly body: any
  readonly text: string
}

/** Calls a route handler as Next would, without a server between: the one door itself, on the test's own database. */
export async function knock(
  actor: Actor | null,
  method: string,
  address: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<DoorAnswer> {
  const url = new URL(address, BASE)
  const found = match(url.pathname)
  const handler = found && ROUTES[found.path]?.[method]
  if (!found || !handler) throw new Error(`There is no route ${method} ${url.pathname}`)
  const isRaw = typeof body === 'string' || body instanceof Uint8Array || body instanceof FormData || body instanceof ReadableStream
  const request = new Request(url, {
    method,
    headers: {
      host: url.host,
      ...(actor ? { authorization: `Bearer ${await tokenOf(actor)}` } : {}),
      ...(body === undefined || isRaw ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isRaw ? (body as BodyInit) : JSON.stringify(body), duplex: 'half' }),
  } as RequestInit)
  const response = await handler(request, { params: Promise.resolve(found.params) })
  const text = await response.text()
  let parsed: unknown = text
  try {
    parsed = text === '' ? null : JSON.parse(text)
  } catch {
    // Not JSON: a report.
  }
  return { status: response.status, headers: response.headers, body: parsed, text }
}

function match(pathname: string): { path: string; params: Record<string, string> } | null {
  const parts = pathname.split('/')
  // Fixed names before parameters: "/invitations/accept" is no id.
  const paths = Object.keys(ROUTES).sort((a, b) => a.split('{').length - b.split('{').length)
  for (const path of paths) {
    const wanted = path.split('/')
    if (wanted.length !== parts.length) continue
    const params: Record<string, string> = {}
    const fits = wanted.every((part, index) => {
      const name = /^\{(\w+)\}$/.exec(part)?.[1]
      if (!name) return part === parts[index]
      params[name] = decodeURIComponent(parts[index] as string)
      return true
    })
    if (fits) return { path, params }
  }
  return null
}

/** Everything in a database that is not counted anew at each write, as one hash: two equal ones mean that nothing changed. */
export function fingerprint(db: { prepare: (sql: string) => { all: () => unknown[] } }): string {
  const tables = db
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'search_*' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    .all() as { name: string }[]
  return sha256(
    tables
      .filter(({ name }) => name !== 'Token')
      .map(({ name }) => `${name} ${JSON.stringify(db.prepare(`SELECT * FROM "${name}"`).all())}`)
      .join('\n'),
  )
}

import 'server-only'
import type { DBAdapter } from 'better-auth'
import { sha256 } from '@/lib/server/ids'

interface Call {
  readonly model: string
  readonly where?: { readonly field: string; readonly value: unknown }[]
  readonly data?: Record<string, unknown>
  readonly update?: Record<string, unknown>
}
type Method = (call: Call) => Promise<unknown>

const METHODS = ['create', 'findOne', 'findMany', 'update', 'updateMany', 'delete', 'deleteMany', 'count', 'consumeOne'] as const

/**
 * Keeps sessions by the SHA-256 of their token: who reads the database cannot
 * sign in with what stands there. The library asks with the token of a cookie
 * and gets it back in the row it finds.
 */
export function withHashedSessions(adapter: DBAdapter): DBAdapter {
  const wrapped: Record<string, unknown> = { ...adapter }
  for (const name of METHODS) {
    const method = (adapter as unknown as Record<string, unknown>)[name]
    if (typeof method === 'function') wrapped[name] = hashed(method.bind(adapter) as Method)
  }
  const { transaction } = adapter as unknown as { transaction: (run: (inner: DBAdapter) => Promise<unknown>) => Promise<unknown> }
  wrapped.transaction = (work: (inner: DBAdapter) => Promise<unknown>) => transaction((inner) => work(withHashedSessions(inner)))
  return wrapped as unknown as DBAdapter
}

function hashed(method: Method): Method {
  return async (call) => {
    if (call.model !== 'session') return method(call)
    const asked = call.where?.find((one) => one.field === 'token')?.value
    const token = call.data?.token ?? call.update?.token ?? asked
    const found = await method({
      ...call,
      ...(call.where ? { where: call.where.map((one) => (one.field === 'token' ? { ...one, value: hashOf(one.value) } : one)) } : {}),
      ...(call.data ? { data: withHash(call.data) } : {}),
      ...(call.update ? { update: withHash(call.update) } : {}),
    })
    return found && typeof found === 'object' && 'token' in found && typeof token === 'string' ? { ...found, token } : found
  }
}

function withHash(row: Record<string, unknown>): Record<string, unknown> {
  return typeof row.token === 'string' ? { ...row, token: sha256(row.token) } : row
}

function hashOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => sha256(String(one)))
  return typeof value === 'string' ? sha256(value) : value
}

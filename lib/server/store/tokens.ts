import 'server-only'
import { database, type Tx } from '@/lib/server/db'
import { tieRow } from '@/lib/server/store/ties'

export interface TokenRecord {
  readonly id: string
  readonly name: string
  readonly createdAt: Date
  readonly lastUsedAt: Date | null
}

/** A personal token by the SHA-256 of its secret, with whose it is; null when there is none or it was revoked. */
export async function findToken(hash: string): Promise<(TokenRecord & { readonly userId: string }) | null> {
  const row = await database().token.findUnique({ where: { hash } })
  return row && !row.revokedAt
    ? { id: row.id, name: row.name, createdAt: row.createdAt, lastUsedAt: row.lastUsedAt, userId: row.userId }
    : null
}

export async function insertToken(tx: Tx, token: { id: string; userId: string; name: string; hash: string }): Promise<void> {
  await tx.token.create({ data: token })
  tieRow(tx, 'Token', token.id)
}

export async function touchToken(id: string, lastUsedAt: Date): Promise<void> {
  await database().token.update({ where: { id }, data: { lastUsedAt } })
}

export function listTokens(userId: string): Promise<TokenRecord[]> {
  return database().token.findMany({
    where: { userId, revokedAt: null },
    select: { id: true, name: true, createdAt: true, lastUsedAt: true },
    orderBy: { createdAt: 'desc' },
  })
}

/** False when there is no such token of this person. */
export async function revokeToken(tx: Tx, userId: string, id: string, now: Date): Promise<boolean> {
  const { count } = await tx.token.updateMany({ where: { id, userId, revokedAt: null }, data: { revokedAt: now } })
  if (count === 1) tieRow(tx, 'Token', id)
  return count === 1
}

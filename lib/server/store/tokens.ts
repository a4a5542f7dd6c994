import 'server-only'
import { database, type Tx } from '@/lib/server/db'
import { type PersonRecord, type PersonRow, toPersonRecord } from '@/lib/server/store/people'
import { selectRows } from '@/lib/server/store/sqlite/select-rows'
import { tieRow } from '@/lib/server/store/ties'
import { Prisma } from '@/prisma/generated/client'

export interface TokenRecord {
  readonly id: string
  readonly name: string
  readonly createdAt: Date
  readonly lastUsedAt: Date | null
}

/** Who a personal token is of, by the SHA-256 of its secret, and when it was last used; null when there is none, or it was revoked. */
export async function findToken(
  hash: string,
): Promise<{ readonly id: string; readonly lastUsedAt: Date | null; readonly person: PersonRecord } | null> {
  const [row] = await selectRows<PersonRow & { tokenId: string; lastUsedAt: Date | null }>(
    Prisma.sql`SELECT u.*, t."id" AS "tokenId", t."lastUsedAt" FROM "Token" t JOIN "User" u ON u."id" = t."userId"
      WHERE t."hash" = ${hash} AND t."revokedAt" IS NULL`,
  )
  return row ? { id: row.tokenId, lastUsedAt: row.lastUsedAt, person: toPersonRecord(row) } : null
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

/** Revokes every token of a person. Returns the ids of those that worked until now. */
export async function revokeTokens(tx: Tx, userId: string, now: Date): Promise<string[]> {
  const open = await tx.token.findMany({ where: { userId, revokedAt: null }, select: { id: true } })
  for (const { id } of open) await revokeToken(tx, userId, id, now)
  return open.map(({ id }) => id)
}

/** False when there is no such token of this person. */
export async function revokeToken(tx: Tx, userId: string, id: string, now: Date): Promise<boolean> {
  const { count } = await tx.token.updateMany({ where: { id, userId, revokedAt: null }, data: { revokedAt: now } })
  if (count === 1) tieRow(tx, 'Token', id)
  return count === 1
}

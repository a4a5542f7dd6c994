import 'server-only'
import type { NotificationKind } from '@/lib/core/workflow/notifications'
import { database, type Tx } from '@/lib/server/db'
import type { OpenedId } from '@/lib/server/store/opened-id'
import { selectRows } from '@/lib/server/store/sqlite/select-rows'
import { visibleTo } from '@/lib/server/store/visibility'
import { Prisma } from '@/prisma/generated/client'

export interface NotificationRecord {
  readonly id: string
  readonly kind: NotificationKind
  readonly byId: string
  readonly byName: string
  readonly at: Date
  readonly seenAt: Date | null
  readonly articleId: string
  readonly articleTitle: string
  readonly claimId: string | null
  readonly claimNumber: number | bigint | null
  readonly claimQuote: string | null
}

export async function insertNotification(
  tx: Tx,
  notification: {
    readonly id: string
    readonly personId: string
    readonly kind: NotificationKind
    readonly articleId: OpenedId
    readonly claimId: string | null
    readonly byId: string
    readonly at: Date
  },
): Promise<void> {
  await tx.notification.create({ data: notification })
}

/** Takes back what somebody was told of a claim and has not seen. */
export async function dropUnseen(
  tx: Tx,
  told: { readonly personId: string; readonly kind: NotificationKind; readonly claimId: string },
): Promise<void> {
  await tx.notification.deleteMany({ where: { ...told, seenAt: null } })
}

/** What somebody was told on articles they may open, the newest first. */
export function notificationsOf(personId: string, limit: number): Promise<NotificationRecord[]> {
  return selectRows<NotificationRecord>(Prisma.sql`
    SELECT n."id", n."kind", n."byId", u."name" AS "byName", n."at", n."seenAt", a."id" AS "articleId", a."title" AS "articleTitle",
      c."id" AS "claimId", c."number" AS "claimNumber", c."quote" AS "claimQuote"
    FROM "Notification" n JOIN "Article" a ON a."id" = n."articleId" JOIN "User" u ON u."id" = n."byId"
      LEFT JOIN "Claim" c ON c."id" = n."claimId" AND c."deletedAt" IS NULL
    WHERE n."personId" = ${personId} AND a."deletedAt" IS NULL AND ${visibleTo(personId)}
    ORDER BY n."at" DESC, n."id" DESC LIMIT ${limit}`)
}

/** How many of them they have not seen, up to `limit`. */
export async function countUnseenOf(personId: string, limit: number): Promise<number> {
  const [row] = await selectRows<{ count: bigint | number }>(Prisma.sql`
    SELECT COUNT(*) AS "count" FROM (SELECT 1 FROM "Notification" n JOIN "Article" a ON a."id" = n."articleId"
      WHERE n."personId" = ${personId} AND n."seenAt" IS NULL AND a."deletedAt" IS NULL AND ${visibleTo(personId)} LIMIT ${limit})`)
  return Number(row?.count ?? 0)
}

export async function markSeen(personId: string, at: Date): Promise<void> {
  await database().notification.updateMany({ where: { personId, seenAt: null }, data: { seenAt: at } })
}

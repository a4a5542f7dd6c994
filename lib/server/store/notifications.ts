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

/** People and articles that are told of one source at most, those who decided last first. */
const MOST_TOLD = 1_000

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

/** The question behind {@link tellDecidersOn}. Begins with the source (`CROSS JOIN` keeps that order): little rests on one, and a desk has many claims. */
export function decidersQuery(sourceId: string, byId: string): Prisma.Sql {
  return Prisma.sql`
    SELECT c."decisionById" AS "personId", c."articleId", c."id" AS "claimId", MIN(c."number")
    FROM "Source" o CROSS JOIN "Evidence" e ON e."sourceId" = o."id" CROSS JOIN "Claim" c ON c."id" = e."claimId"
      JOIN "Article" a ON a."id" = c."articleId" JOIN "User" u ON u."id" = c."decisionById"
    WHERE (o."id" = ${sourceId} OR o."mergedIntoId" = ${sourceId})
      AND e."deletedAt" IS NULL AND c."deletedAt" IS NULL AND a."deletedAt" IS NULL
      AND c."decisionById" <> ${byId} AND u."disabledAt" IS NULL AND u."isSample" = 0
    GROUP BY c."decisionById", c."articleId" ORDER BY MAX(c."decisionAt") DESC LIMIT ${MOST_TOLD}`
}

/** Tells each person who decided claims that rest on a source, once an article, of the first of them. */
export async function tellDecidersOn(
  tx: Tx,
  sourceId: string,
  told: {
    readonly kind: NotificationKind
    readonly byId: string
    readonly at: Date
    readonly newId: () => string
    /** False: it is not so any more, and who has not seen it is not told. */
    readonly isSo: boolean
  },
): Promise<void> {
  interface Row {
    readonly personId: string
    readonly articleId: string
    readonly claimId: string
  }
  const { kind, byId, at, newId } = told
  // What was told of it before and not seen is told anew, or is not so any more.
  await tx.$executeRaw(Prisma.sql`
    DELETE FROM "Notification" WHERE "kind" = ${kind} AND "seenAt" IS NULL AND "claimId" IN (
      SELECT e."claimId" FROM "Evidence" e JOIN "Source" s ON s."id" = e."sourceId" WHERE s."id" = ${sourceId} OR s."mergedIntoId" = ${sourceId})`)
  if (!told.isSo) return
  const rows = await tx.$queryRaw<Row[]>(decidersQuery(sourceId, byId))
  await tx.notification.createMany({
    data: rows.map(({ personId, articleId, claimId }) => ({ id: newId(), personId, articleId, claimId, kind, byId, at })),
  })
}

/** Whether somebody was told such a thing of a claim and has not looked. */
export async function isUnseen(
  tx: Tx,
  told: { readonly personId: string; readonly kind: NotificationKind; readonly claimId: string },
): Promise<boolean> {
  return (await tx.notification.findFirst({ where: { ...told, seenAt: null }, select: { id: true } })) !== null
}

/** Takes back what was told of a claim and not seen: to one person, or to everybody. */
export async function dropUnseen(
  tx: Tx,
  told: { readonly personId?: string; readonly kind: NotificationKind; readonly claimId: string },
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

import 'server-only'
import type { WebhookTopic } from '@/lib/core/desk/webhook'
import { database, type Tx } from '@/lib/server/db'
import { tieRow } from '@/lib/server/store/ties'
import type { Prisma } from '@/prisma/generated/client'

export interface WebhookRecord {
  readonly id: string
  readonly address: string
  readonly topics: readonly WebhookTopic[]
  /** Id of the last entry of the history that was looked at. */
  readonly cursor: number
  /** Sign-off id → whether it was last told to hold. */
  readonly standing: Readonly<Record<string, boolean>>
  readonly createdAt: Date
  readonly createdBy: { readonly id: string; readonly name: string }
}

export interface DeliveryRecord {
  readonly id: string
  readonly webhookId: string
  readonly type: string
  readonly body: string
  readonly createdAt: Date
  readonly attempts: number
  readonly nextAt: Date | null
  readonly deliveredAt: Date | null
  readonly answer: string | null
}

const include = { createdBy: { select: { id: true, name: true } } } as const satisfies Prisma.WebhookInclude

/** Those that are told, the oldest first. */
export async function openWebhooks(tx: Tx = database()): Promise<WebhookRecord[]> {
  const rows = await tx.webhook.findMany({ where: { removedAt: null }, include, orderBy: { id: 'asc' } })
  return rows.map((row) => ({
    ...row,
    topics: JSON.parse(row.topics) as WebhookTopic[],
    standing: JSON.parse(row.standing) as Record<string, boolean>,
  }))
}

export async function insertWebhook(
  tx: Tx,
  webhook: Pick<WebhookRecord, 'id' | 'address' | 'topics' | 'createdAt'> & { readonly createdById: string },
): Promise<void> {
  const last = await tx.historyEntry.findFirst({ select: { id: true }, orderBy: { id: 'desc' } })
  // What holds now is known: that it does not any more is news.
  const signed = await tx.signOff.findMany({
    where: { withdrawnAt: null },
    select: { id: true, textHash: true, article: { select: { textHash: true } } },
  })
  const standing = Object.fromEntries(signed.map((one) => [one.id, one.textHash === one.article.textHash]))
  await tx.webhook.create({
    data: { ...webhook, topics: JSON.stringify(webhook.topics), cursor: last?.id ?? 0, standing: JSON.stringify(standing) },
  })
  tieRow(tx, 'Webhook', webhook.id)
}

/** The address it had, or null when there is none to remove. What was to be sent is not sent any more. */
export async function removeWebhook(tx: Tx, id: string, now: Date): Promise<string | null> {
  const row = await tx.webhook.findFirst({ where: { id, removedAt: null }, select: { address: true } })
  if (!row) return null
  await tx.webhook.update({ where: { id }, data: { removedAt: now } })
  await tx.webhookDelivery.updateMany({ where: { webhookId: id, nextAt: { not: null } }, data: { nextAt: null } })
  tieRow(tx, 'Webhook', id)
  return row.address
}

/** Moves on from the entry it stood at, with what is to be sent. False when another server was first. */
export async function moveWebhook(
  tx: Tx,
  webhook: WebhookRecord,
  to: { readonly cursor: number; readonly standing: Readonly<Record<string, boolean>> },
  deliveries: readonly (Pick<DeliveryRecord, 'id' | 'type' | 'body'> & { readonly key: string; readonly entryId: number })[],
  now: Date,
): Promise<boolean> {
  const { count } = await tx.webhook.updateMany({
    where: { id: webhook.id, cursor: webhook.cursor, removedAt: null },
    data: { cursor: to.cursor, standing: JSON.stringify(to.standing) },
  })
  if (count === 0) return false
  await tx.webhookDelivery.createMany({ data: deliveries.map((one) => ({ ...one, webhookId: webhook.id, createdAt: now, nextAt: now })) })
  return true
}

export async function insertDelivery(
  tx: Tx,
  delivery: Pick<DeliveryRecord, 'id' | 'webhookId' | 'type' | 'body'> & { readonly key: string; readonly entryId: number },
  now: Date,
): Promise<void> {
  await tx.webhookDelivery.create({ data: { ...delivery, createdAt: now, nextAt: now } })
}

/** What is to be sent to a webhook now, the oldest first. */
export function dueDeliveries(webhookId: string, now: Date, take: number): Promise<DeliveryRecord[]> {
  return database().webhookDelivery.findMany({
    where: { webhookId, nextAt: { lte: now } },
    orderBy: [{ entryId: 'asc' }, { key: 'asc' }],
    take,
  })
}

export function findDelivery(webhookId: string, id: string): Promise<DeliveryRecord | null> {
  return database().webhookDelivery.findFirst({ where: { id, webhookId } })
}

/** Takes a delivery for sending. False when another server has it. */
export async function takeDelivery(tx: Tx, { id, attempts }: DeliveryRecord, again: Date): Promise<boolean> {
  const { count } = await tx.webhookDelivery.updateMany({
    where: { id, attempts, nextAt: { not: null } },
    data: { attempts: attempts + 1, nextAt: again },
  })
  return count === 1
}

export async function settleDelivery(
  tx: Tx,
  id: string,
  came: { readonly answer: string; readonly deliveredAt: Date | null; readonly nextAt: Date | null },
): Promise<void> {
  await tx.webhookDelivery.updateMany({ where: { id, nextAt: { not: null } }, data: came })
}

/** A delivery that was given up is sent once more. False when it was not given up, or its webhook is gone. */
export async function sendAgain(tx: Tx, webhookId: string, id: string, now: Date): Promise<boolean> {
  const { count } = await tx.webhookDelivery.updateMany({
    where: { id, webhookId, nextAt: null, deliveredAt: null, webhook: { removedAt: null } },
    data: { nextAt: now, attempts: 0 },
  })
  return count === 1
}

/** The last deliveries of a webhook, the newest first. */
export function lastDeliveries(webhookId: string, take: number): Promise<DeliveryRecord[]> {
  return database().webhookDelivery.findMany({
    where: { webhookId },
    orderBy: [{ createdAt: 'desc' }, { entryId: 'desc' }, { key: 'desc' }],
    take,
  })
}

export async function forgetOldDeliveries(tx: Tx, before: Date): Promise<void> {
  await tx.webhookDelivery.deleteMany({ where: { nextAt: null, createdAt: { lt: before } } })
}

/** A step of any article's history, in the order they were written. */
export interface EntryToTell {
  readonly id: number
  readonly chain: string
  readonly at: Date
  readonly action: string
  readonly subject: string
  readonly actor: { readonly id: string; readonly name: string } | null
  readonly before: Readonly<Record<string, unknown>> | null
  readonly after: Readonly<Record<string, unknown>> | null
}

export async function entriesAfter(id: number, take: number): Promise<EntryToTell[]> {
  const rows = await database().historyEntry.findMany({
    where: { id: { gt: id } },
    select: {
      ...{ id: true, chain: true, at: true, action: true, subject: true, before: true, after: true },
      actor: { select: { id: true, name: true } },
    },
    orderBy: { id: 'asc' },
    take,
  })
  return rows.map((row) => ({ ...row, before: JSON.parse(row.before), after: JSON.parse(row.after) }))
}

/** What a message needs to know of an article that everybody on the desk may open. */
export interface ArticleToTell {
  readonly id: string
  readonly textHash: string
  readonly signOffs: readonly {
    readonly id: string
    readonly role: string
    readonly version: number
    readonly textHash: string
    readonly at: Date
    readonly withdrawnAt: Date | null
  }[]
}

/** Those of some articles that are told of: not in the bin, and open to everybody on the desk. */
export async function articlesToTell(ids: readonly string[]): Promise<Map<string, ArticleToTell>> {
  const rows = await database().article.findMany({
    where: { id: { in: [...ids] }, deletedAt: null, access: 'desk' },
    select: {
      id: true,
      textHash: true,
      signOffs: { select: { id: true, role: true, version: true, textHash: true, at: true, withdrawnAt: true } },
    },
  })
  return new Map(rows.map((row) => [row.id, row]))
}

export async function numbersOfClaims(ids: readonly string[]): Promise<Map<string, number>> {
  const rows = await database().claim.findMany({ where: { id: { in: [...ids] } }, select: { id: true, number: true } })
  return new Map(rows.map(({ id, number }) => [id, number]))
}

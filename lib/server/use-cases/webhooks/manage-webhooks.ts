import 'server-only'
import { WEBHOOK_LIMITS, type WebhookTopic } from '@/lib/core/desk/webhook'
import { refusalOfAddress } from '@/lib/core/evidence/web-address'
import { AppError } from '@/lib/server/app-error'
import { write } from '@/lib/server/db'
import { env } from '@/lib/server/env'
import { newId } from '@/lib/server/ids'
import { webhookSecret } from '@/lib/server/outside/send-webhook'
import { type PresentedDelivery, type PresentedWebhook, presentDelivery, presentWebhook } from '@/lib/server/present/webhook'
import { changeDesk } from '@/lib/server/record/change-desk'
import type { Actor } from '@/lib/server/session'
import {
  findDelivery,
  insertDelivery,
  insertWebhook,
  lastDeliveries,
  openWebhooks,
  removeWebhook,
  sendAgain,
  type WebhookRecord,
} from '@/lib/server/store/webhooks'
import { sendDelivery } from '@/lib/server/use-cases/webhooks/deliver-webhooks'

/** Deliveries shown of a webhook. */
const SHOWN = 50

export async function listWebhooks(): Promise<PresentedWebhook[]> {
  const webhooks = await openWebhooks()
  return Promise.all(webhooks.map(async (webhook) => presentWebhook(webhook, (await lastDeliveries(webhook.id, 1))[0])))
}

/** Tells another program of changes from now on. The secret its messages are signed with is shown once. Throws `refused` for an address inside the house. */
export async function addWebhook(
  actor: Actor,
  input: { readonly address: string; readonly topics: readonly WebhookTopic[] },
): Promise<{ readonly id: string; readonly secret: string }> {
  const id = newId()
  const { isOff, allowed } = env().fetch
  if (isOff) throw new AppError('refused', 'This desk sends nothing to the web (FETCH=off), so it can tell no other program.')
  if (refusalOfAddress(input.address, allowed))
    throw new AppError(
      'refused',
      'Messages go to http and https addresses on the open web, or to hosts of the house that FETCH_ALLOW names.',
    )
  const topics = [...new Set(input.topics)].sort()
  await changeDesk(actor.id, async ({ tx, now, record }) => {
    const known = await openWebhooks(tx)
    if (known.length >= WEBHOOK_LIMITS.perDesk) throw new AppError('too-large', `A desk has at most ${WEBHOOK_LIMITS.perDesk} webhooks.`)
    if (known.some(({ address }) => address === input.address)) throw new AppError('already-done', 'There is a webhook for this address.')
    await insertWebhook(tx, { id, address: input.address, topics, createdAt: now, createdById: actor.id })
    record({ name: 'webhook.added', subject: `webhook:${id}`, before: null, after: { address: input.address, topics } })
  })
  return { id, secret: webhookSecret(id) }
}

/** Ends a webhook; what was to be sent is not sent any more. */
export async function endWebhook(actor: Actor, id: string): Promise<void> {
  await changeDesk(actor.id, async ({ tx, now, record }) => {
    const address = await removeWebhook(tx, id, now)
    if (address === null) throw new AppError('not-found')
    record({ name: 'webhook.removed', subject: `webhook:${id}`, before: { address }, after: null })
  })
}

export async function readDeliveries(id: string): Promise<PresentedDelivery[]> {
  await mustBeThere(id)
  return (await lastDeliveries(id, SHOWN)).map(presentDelivery)
}

/** Sends a message that tells of nothing, to see whether it arrives. */
export async function tryWebhook(id: string): Promise<PresentedDelivery[]> {
  const webhook = await mustBeThere(id)
  const deliveryId = newId()
  const now = new Date()
  const body = JSON.stringify({ type: 'test', timestamp: now.toISOString(), data: {} })
  await write((tx) => insertDelivery(tx, { id: deliveryId, webhookId: id, key: `test:${deliveryId}`, entryId: 0, type: 'test', body }, now))
  return sendNow(webhook, deliveryId, now)
}

/** Sends what was given up once more. Throws `not-found` when it was not given up. */
export async function sendDeliveryAgain(id: string, deliveryId: string): Promise<PresentedDelivery[]> {
  const webhook = await mustBeThere(id)
  const now = new Date()
  if (!(await write((tx) => sendAgain(tx, webhook.id, deliveryId, now))))
    throw new AppError('not-found', 'There is nothing here that was given up.')
  return sendNow(webhook, deliveryId, now)
}

// That one message, whatever else waits.
async function sendNow(webhook: WebhookRecord, deliveryId: string, now: Date): Promise<PresentedDelivery[]> {
  const delivery = await findDelivery(webhook.id, deliveryId)
  if (delivery) await sendDelivery(delivery, webhook, now)
  return readDeliveries(webhook.id)
}

async function mustBeThere(id: string): Promise<WebhookRecord> {
  const found = (await openWebhooks()).find((webhook) => webhook.id === id)
  if (!found) throw new AppError('not-found')
  return found
}

import 'server-only'
import { changeTold, nextTry, RETRY_AFTER_MS, topicOf } from '@/lib/core/desk/webhook'
import { write } from '@/lib/server/db'
import { env } from '@/lib/server/env'
import { newId } from '@/lib/server/ids'
import { sendWebhook } from '@/lib/server/outside/send-webhook'
import {
  type ArticleToTell,
  articlesToTell,
  type DeliveryRecord,
  dueDeliveries,
  type EntryToTell,
  entriesAfter,
  moveWebhook,
  numbersOfClaims,
  openWebhooks,
  settleDelivery,
  takeDelivery,
  type WebhookRecord,
} from '@/lib/server/store/webhooks'

/** Entries looked at and messages sent in one go, for each webhook. */
const AT_ONCE = { entries: 500, messages: 50 } as const

/** How long one webhook is sent to in one go, in ms: what is left waits for the next. */
const TURN_MS = 20_000

/** Webhooks that are being looked on and sent to; each has a turn of its own. */
const busy = new Set<string>()

/**
 * Writes messages for what happened since the last look, and sends those that
 * are due. A message says what was chosen from lists, never a word of an
 * article; articles that only some people may open are not told of. Each webhook has its
 * own turn; of two servers each message goes out from one.
 */
export async function deliverWebhooks(now: Date): Promise<void> {
  await Promise.all((await openWebhooks()).map((webhook) => haveTurn(webhook, now)))
}

async function haveTurn(webhook: WebhookRecord, now: Date): Promise<void> {
  if (busy.has(webhook.id)) return
  busy.add(webhook.id)
  try {
    await lookOn(webhook, now)
    const begun = Date.now()
    // In the order things happened; one that does not answer is asked again later, and nobody else waits for it.
    for (const delivery of await dueDeliveries(webhook.id, now, AT_ONCE.messages))
      if (!(await sendDelivery(delivery, webhook, now)) || Date.now() - begun > TURN_MS) return
  } finally {
    busy.delete(webhook.id)
  }
}

/** Sends one message now. True when it arrived, was not to be sent any more, or another server sends it. */
export async function sendDelivery(delivery: DeliveryRecord, webhook: WebhookRecord, now: Date): Promise<boolean> {
  const failures = delivery.attempts + 1
  // Should this server end while it sends, another tries again then.
  const again = new Date(Math.max(now.getTime(), Date.now()) + (RETRY_AFTER_MS[1] ?? 0))
  if (!(await write((tx) => takeDelivery(tx, delivery, again)))) return true
  const { data } = JSON.parse(delivery.body) as { data: { article?: { id: string } } }
  // Closed, or put in the bin, since it was written.
  if (data.article && !(await articlesToTell([data.article.id])).has(data.article.id)) {
    await write((tx) => settleDelivery(tx, delivery.id, { answer: 'not open any more', deliveredAt: null, nextAt: null }))
    return true
  }
  const { ok, answer } = await sendWebhook(webhook, { id: `msg_${delivery.id}`, body: delivery.body }, new Date())
  await write((tx) =>
    settleDelivery(tx, delivery.id, { answer, deliveredAt: ok ? new Date() : null, nextAt: ok ? null : nextTry(failures, now) }),
  )
  return ok
}

interface Message {
  readonly key: string
  readonly entryId: number
  readonly type: string
  readonly at: Date
  readonly data: Record<string, unknown>
}

async function lookOn(webhook: WebhookRecord, now: Date): Promise<void> {
  const entries = await entriesAfter(webhook.cursor, AT_ONCE.entries)
  const last = entries.at(-1)
  if (!last) return
  const articles = await articlesToTell([...new Set(entries.map(({ chain }) => chain))])
  const told = entries.filter(({ chain }) => articles.has(chain))
  const numbers = await numbersOfClaims([...new Set(told.flatMap(({ subject }) => claimOf(subject) ?? []))])
  const messages = told.flatMap((entry): Message[] => {
    const topic = topicOf(entry.action)
    if (!topic || !webhook.topics.includes(topic)) return []
    const claimId = claimOf(entry.subject)
    const claim = claimId === null ? null : { id: claimId, number: numbers.get(claimId) ?? null }
    const data = { article: aboutArticle(entry.chain), claim, by: entry.actor, ...changeTold(entry) }
    return [{ key: String(entry.id), entryId: entry.id, type: entry.action, at: entry.at, data }]
  })
  const standing = { ...webhook.standing }
  if (webhook.topics.includes('sign-offs'))
    for (const article of articles.values()) {
      const latest = told.findLast(({ chain }) => chain === article.id)
      if (latest) messages.push(...whatHolds(article, latest, standing, webhook.createdAt))
    }
  const deliveries = messages.map(({ key, entryId, type, at, data }) => ({
    id: newId(),
    key,
    entryId,
    type,
    body: JSON.stringify({ type, timestamp: at.toISOString(), data }),
  }))
  await write((tx) => moveWebhook(tx, webhook, { cursor: last.id, standing }, deliveries, now))
}

// A sign-off is void and valid again without an event of its own: the text says so.
function whatHolds(article: ArticleToTell, latest: EntryToTell, standing: Record<string, boolean>, since: Date): Message[] {
  return article.signOffs.flatMap(({ id: signOffId, role, version, textHash, at, withdrawnAt }): Message[] => {
    const before = standing[signOffId]
    if (withdrawnAt !== null) {
      delete standing[signOffId]
      return []
    }
    const holds = textHash === article.textHash
    standing[signOffId] = holds
    const isNews = before === undefined ? !holds && at >= since : before !== holds
    if (!isNews) return []
    const type = holds ? 'sign-off.valid-again' : 'sign-off.void'
    const data = { article: aboutArticle(article.id), claim: null, by: latest.actor, was: {}, now: { signOffId, role, version, textHash } }
    return [{ key: `${latest.id}:${type}:${signOffId}`, entryId: latest.id, type, at: latest.at, data }]
  })
}

function claimOf(subject: string): string | null {
  return subject.startsWith('claim:') ? subject.slice('claim:'.length) : null
}

function aboutArticle(id: string): { readonly id: string; readonly url: string | null } {
  const { baseUrl } = env()
  return { id, url: baseUrl && `${baseUrl}/articles/${id}` }
}

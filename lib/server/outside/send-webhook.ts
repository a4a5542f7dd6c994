import 'server-only'
import { createHmac, hkdfSync } from 'node:crypto'
import { request } from 'undici'
import { signedContent } from '@/lib/core/desk/webhook'
import { refusalOfAddress } from '@/lib/core/evidence/web-address'
import { env } from '@/lib/server/env'
import { guardedAgent, isTurnedAway, type Resolve, resolveAll } from '@/lib/server/outside/guarded-agent'

/** How long an answer may take, in ms. */
const ANSWER_WITHIN_MS = 15_000

/** What came of it, in a word: a status of HTTP, or why there is none. */
export interface WebhookAnswer {
  readonly ok: boolean
  readonly answer: string
}

/** The secret of a webhook (Standard Webhooks: `whsec_` and 32 bytes in base64). It is made from the desk's own secret, and kept nowhere. */
export function webhookSecret(id: string): string {
  return `whsec_${Buffer.from(secretBytes(id)).toString('base64')}`
}

function secretBytes(id: string): ArrayBuffer {
  return hkdfSync('sha256', env().authSecret, id, 'tickmark webhook', 32)
}

/**
 * Sends one message, signed with HMAC-SHA-256 as Standard Webhooks writes it,
 * through the guard of everything that leaves the desk. Redirects are not
 * followed. Never throws.
 */
export async function sendWebhook(
  webhook: { readonly id: string; readonly address: string },
  message: { readonly id: string; readonly body: string },
  now: Date,
  { allowed = env().fetch.allowed, resolve = resolveAll }: { readonly allowed?: ReadonlySet<string>; readonly resolve?: Resolve } = {},
): Promise<WebhookAnswer> {
  if (env().fetch.isOff) return { ok: false, answer: 'turned off' }
  if (refusalOfAddress(webhook.address, allowed)) return { ok: false, answer: 'not allowed' }
  const seconds = Math.floor(now.getTime() / 1_000)
  const signature = createHmac('sha256', Buffer.from(secretBytes(webhook.id)))
    .update(signedContent(message.id, seconds, message.body))
    .digest('base64')
  const agent = guardedAgent(webhook.address, allowed, resolve)
  try {
    const { statusCode, body } = await request(webhook.address, {
      method: 'POST',
      dispatcher: agent,
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Tickmark',
        'webhook-id': message.id,
        'webhook-timestamp': String(seconds),
        'webhook-signature': `v1,${signature}`,
      },
      body: message.body,
    })
    body.on('error', () => {})
    body.destroy()
    return { ok: statusCode >= 200 && statusCode < 300, answer: String(statusCode) }
  } catch (error) {
    return { ok: false, answer: isTurnedAway(error) ? 'not allowed' : 'no answer' }
  } finally {
    await agent.destroy().catch(() => {})
  }
}

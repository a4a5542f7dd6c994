import 'server-only'
import type { WebhookTopic } from '@/lib/core/desk/webhook'
import type { DeliveryRecord, WebhookRecord } from '@/lib/server/store/webhooks'

export interface PresentedWebhook {
  readonly id: string
  readonly address: string
  readonly topics: readonly WebhookTopic[]
  readonly createdAt: string
  readonly createdBy: { readonly id: string; readonly name: string }
  readonly last: PresentedDelivery | null
}

export interface PresentedDelivery {
  readonly id: string
  readonly type: string
  readonly at: string
  readonly state: 'arrived' | 'waiting' | 'given-up'
  readonly attempts: number
  /** What came back last, in a word: "200", "no answer". */
  readonly answer: string | null
  /** When it is tried next. */
  readonly nextAt: string | null
}

export function presentWebhook(webhook: WebhookRecord, last: DeliveryRecord | undefined): PresentedWebhook {
  const { id, address, topics, createdAt, createdBy } = webhook
  return { id, address, topics, createdAt: createdAt.toISOString(), createdBy, last: last ? presentDelivery(last) : null }
}

export function presentDelivery({ id, type, createdAt, attempts, nextAt, deliveredAt, answer }: DeliveryRecord): PresentedDelivery {
  return {
    id,
    type,
    at: createdAt.toISOString(),
    state: deliveredAt ? 'arrived' : nextAt ? 'waiting' : 'given-up',
    attempts,
    answer,
    nextAt: nextAt?.toISOString() ?? null,
  }
}

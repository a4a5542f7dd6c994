/** What another program can be told of. */
export const WEBHOOK_TOPICS = ['claims', 'sign-offs'] as const
export type WebhookTopic = (typeof WEBHOOK_TOPICS)[number]

export const WEBHOOK_TOPIC_LABELS: Record<WebhookTopic, string> = {
  claims: 'Changes of claims',
  'sign-offs': 'Sign-offs given, withdrawn, void and valid again',
}

/** Most webhooks of a desk, and characters of an address. */
export const WEBHOOK_LIMITS = { perDesk: 20, address: 2_000 } as const

/** How long after each failure it is tried again, in ms: the schedule of the Standard Webhooks specification. After the last it stays failed. */
export const RETRY_AFTER_MS: readonly number[] = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400].map(
  (seconds) => seconds * 1_000,
)

/** When a delivery that failed for the nth time is tried again; null: not any more. */
export function nextTry(failures: number, now: Date): Date | null {
  const after = RETRY_AFTER_MS[failures - 1]
  return after === undefined ? null : new Date(now.getTime() + after)
}

/** A step of an article's history, as far as a message tells of it. */
export interface WebhookEntry {
  readonly action: string
  readonly subject: string
  readonly before: Readonly<Record<string, unknown>> | null
  readonly after: Readonly<Record<string, unknown>> | null
}

/** What a message may say of a claim: choices from lists, never words. */
const CLAIM_FIELDS = ['type', 'priority', 'state', 'outcome', 'verdict', 'confidence', 'freshness'] as const
const SIGN_OFF_FIELDS = ['signOffId', 'role', 'version', 'textHash'] as const

/** The topic an event belongs to, or null when no webhook tells of it. */
export function topicOf(action: string): WebhookTopic | null {
  if (action.startsWith('claim.')) return 'claims'
  return action.startsWith('sign-off.') ? 'sign-offs' : null
}

/** What changed, without a word of the article, its notes or its sources. */
export function changeTold(entry: WebhookEntry): { readonly was: Record<string, unknown>; readonly now: Record<string, unknown> } {
  const fields: readonly string[] = topicOf(entry.action) === 'sign-offs' ? SIGN_OFF_FIELDS : CLAIM_FIELDS
  const chosen = (from: WebhookEntry['before']) =>
    Object.fromEntries(fields.flatMap((field) => (from && from[field] !== undefined ? [[field, from[field]]] : [])))
  return { was: chosen(entry.before), now: chosen(entry.after) }
}

/** What is signed with HMAC-SHA-256 (Standard Webhooks): the id, the time in seconds since 1970, and the body as it is sent. */
export function signedContent(id: string, seconds: number, body: string): string {
  return `${id}.${seconds}.${body}`
}

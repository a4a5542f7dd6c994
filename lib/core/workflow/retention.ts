/** Whether an article is kept, and until when. */
export interface Retention {
  /** Why nothing of it may be deleted (legal hold); null when it is not held. */
  readonly hold: string | null
  /** ISO date (YYYY-MM-DD, UTC) on which its contents are purged; null: never by itself. */
  readonly purgeOn: string | null
}

/** Limit of the reason, in UTF-16 code units. */
export const HOLD_REASON_MAX = 500

/** Whether an article is due to be purged on a day (ISO date). A hold goes before any date. */
export function isPurgeDue({ hold, purgeOn }: Retention, today: string): boolean {
  return hold === null && purgeOn !== null && purgeOn <= today
}

import type { Person } from '@/lib/core/claim/claim-record'
import type { NotificationKind } from '@/lib/core/workflow/notifications'

/** Something this person was told. Times are ISO 8601 UTC. */
export interface NotificationView {
  readonly id: string
  readonly kind: NotificationKind
  readonly by: Person
  readonly at: string
  readonly isSeen: boolean
  readonly article: { readonly id: string; readonly title: string }
  readonly claim: { readonly id: string; readonly number: number; readonly quote: string } | null
}

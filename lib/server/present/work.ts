import type { SignOffRole } from '@/lib/core/workflow/sign-off'
import type { BoardClaimView } from '@/lib/server/present/claim'

/** A question that waits for an answer, as it leaves the server. Times are ISO 8601 UTC. */
export interface QueryView {
  readonly id: string
  readonly text: string
  readonly askedBy: string
  readonly askedAt: string
  readonly due: string | null
  readonly claim: { readonly id: string; readonly number: number; readonly quote: string }
  readonly article: { readonly id: string; readonly title: string }
}

/** A blind second check somebody is asked for; nothing of the claim but its number. */
export interface AskedCheckView {
  readonly id: string
  readonly askedBy: string
  readonly askedAt: string
  readonly claimNumber: number
  readonly articleTitle: string
}

/** A signature of theirs on a text that was changed since. */
export interface VoidSignatureView {
  readonly article: { readonly id: string; readonly title: string }
  readonly role: SignOffRole
  readonly at: string
}

/** What waits for somebody. */
export interface WorkView {
  /** Signatures of theirs that do not hold any more, the newest first. */
  readonly signed: readonly VoidSignatureView[]
  /** Blind second checks they were asked for, the oldest first. */
  readonly checks: readonly AskedCheckView[]
  /** Questions to them without an answer, those due first, first. */
  readonly queries: readonly QueryView[]
  /** Claims they decided, or that are assigned to them, to be looked at again within a week, those due first, first. */
  readonly again: readonly BoardClaimView[]
  /** Claims they decided whose words, or the sentence around them, were changed since. */
  readonly changed: readonly BoardClaimView[]
  /** Claims assigned to them and not checked yet, high priority first. */
  readonly assigned: readonly BoardClaimView[]
}

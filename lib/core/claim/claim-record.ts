import type { ClaimState, ClaimType, Confidence, Freshness, LegalKind, Outcome, Priority, Verdict } from '@/lib/core/claim/claim'

export interface Person {
  readonly id: string
  readonly name: string
}

/** The decision that stands on a claim and the words it was made on (design D4). */
export interface Decision {
  readonly quote: string
  readonly sentence: string
  readonly version: number
  readonly at: Date
  readonly by: Person
}

/** Everything a desk has said about a claim; its place is in the document. */
export interface ClaimRecord {
  readonly id: string
  readonly articleId: string
  readonly number: number
  /** Rises with every change a person makes to a field, not with edits of the text. */
  readonly revision: number
  /** Words as of the last change; the last words of an orphan. */
  readonly quote: string
  readonly prefix: string
  readonly suffix: string
  readonly type: ClaimType
  readonly priority: Priority
  readonly state: ClaimState
  readonly outcome: Outcome | null
  readonly verdict: Verdict | null
  readonly confidence: Confidence | null
  readonly confidenceReason: string | null
  /** Why it counts as confirmed without the evidence the desk asks for; belongs to the decision. */
  readonly evidenceOverride: string | null
  readonly freshness: Freshness
  readonly legalFlag: boolean
  /** Why a lawyer is to look at it; null while there is no flag. */
  readonly legalKind: LegalKind | null
  /** ISO date on which it is to be looked at again. */
  readonly recheckOn: string | null
  /** ISO date by which it is to be checked. */
  readonly dueOn: string | null
  readonly statement: string | null
  readonly tags: readonly string[]
  readonly assignee: Person | null
  readonly decision: Decision | null
  /** The last edit of the text that changed its words or sentence, while that still shows. */
  readonly change: { readonly version: number; readonly at: Date; readonly by: Person | null } | null
  readonly createdBy: Person
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly noteCount: number
  readonly evidenceCount: number
}

import type { TextRange } from '@/lib/core/anchoring/quote-selector'
import type { ClaimRecord, Person } from '@/lib/core/claim/claim-record'
import type { ClaimPlace } from '@/lib/server/live/change-article'

/** A claim as it leaves the server. Times are ISO 8601 UTC, offsets UTF-16 units of the canonical text. */
export interface ClaimView extends Omit<ClaimRecord, 'decision' | 'change' | 'createdAt' | 'updatedAt'> {
  readonly ranges: readonly TextRange[]
  /** The sentence or sentences the claim stands in now; empty for an orphan, and in lists unless it is what changed. */
  readonly sentence: string
  readonly decision: {
    readonly quote: string
    readonly sentence: string
    readonly by: Person
    readonly at: string
    readonly version: number
  } | null
  readonly change: { readonly version: number; readonly at: string; readonly by: Person | null } | null
  readonly createdAt: string
  readonly updatedAt: string
}

/** Joins what the desk said with where the claim stands now. */
export function presentClaim(claim: ClaimRecord, place: ClaimPlace | null | undefined): ClaimView {
  return {
    ...claim,
    quote: place?.quote ?? claim.quote,
    prefix: place?.prefix ?? claim.prefix,
    suffix: place?.suffix ?? claim.suffix,
    ranges: place?.ranges ?? [],
    sentence: place?.sentence ?? '',
    decision: claim.decision && { ...claim.decision, at: claim.decision.at.toISOString() },
    change: claim.change && { ...claim.change, at: claim.change.at.toISOString() },
    createdAt: claim.createdAt.toISOString(),
    updatedAt: claim.updatedAt.toISOString(),
  }
}

/** Reading order: by place, orphans last in the order they were made. */
export function inReadingOrder(claims: readonly ClaimView[]): ClaimView[] {
  const at = (claim: ClaimView) => claim.ranges[0]?.start ?? Number.POSITIVE_INFINITY
  return [...claims].sort((a, b) => {
    const difference = at(a) - at(b)
    return (Number.isNaN(difference) ? 0 : difference) || a.number - b.number
  })
}

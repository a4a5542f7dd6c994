import type { ClaimPlace } from '@/lib/core/claim/claim-changes'
import type { ClaimRecord, Person } from '@/lib/core/claim/claim-record'
import type { Doubt } from '@/lib/core/claim/doubts'
import type { TextRange } from '@/lib/core/text/range'

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
  /** What came up against the decision since; told where claims of one article are read, and empty elsewhere. */
  readonly doubts: readonly Doubt[]
  readonly createdAt: string
  /** Raised by every change of the claim, of whatever kind: an answer with an earlier one is older. */
  readonly updatedAt: string
}

/** A claim on the board, with the article it is in. */
export type BoardClaimView = ClaimView & { readonly article: { readonly id: string; readonly title: string } }

export function presentPerson({ id, name }: Person): Person {
  return { id, name }
}

/** Joins what the desk said with where the claim stands now. */
export function presentClaim(claim: ClaimRecord, place: ClaimPlace | null | undefined, doubts: readonly Doubt[] = []): ClaimView {
  const { decision, change } = claim
  return {
    id: claim.id,
    articleId: claim.articleId,
    number: claim.number,
    revision: claim.revision,
    quote: place?.quote ?? claim.quote,
    prefix: place?.prefix ?? claim.prefix,
    suffix: place?.suffix ?? claim.suffix,
    ranges: place?.ranges ?? [],
    sentence: place?.sentence ?? '',
    type: claim.type,
    priority: claim.priority,
    state: claim.state,
    outcome: claim.outcome,
    verdict: claim.verdict,
    confidence: claim.confidence,
    confidenceReason: claim.confidenceReason,
    evidenceOverride: claim.evidenceOverride,
    freshness: claim.freshness,
    legalFlag: claim.legalFlag,
    legalKind: claim.legalKind,
    recheckOn: claim.recheckOn,
    dueOn: claim.dueOn,
    statement: claim.statement,
    tags: claim.tags,
    assignee: claim.assignee && presentPerson(claim.assignee),
    decision: decision && {
      quote: decision.quote,
      sentence: decision.sentence,
      by: presentPerson(decision.by),
      at: decision.at.toISOString(),
      version: decision.version,
    },
    change: change && { version: change.version, at: change.at.toISOString(), by: change.by && presentPerson(change.by) },
    doubts: [...doubts],
    createdBy: presentPerson(claim.createdBy),
    createdAt: claim.createdAt.toISOString(),
    updatedAt: claim.updatedAt.toISOString(),
    noteCount: claim.noteCount,
    evidenceCount: claim.evidenceCount,
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

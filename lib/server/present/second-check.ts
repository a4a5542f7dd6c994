import type { Confidence, Outcome } from '@/lib/core/claim/claim'
import type { Person } from '@/lib/core/claim/claim-record'
import { type SecondCheckFacts, type SecondCheckState, secondCheckState } from '@/lib/core/workflow/second-check'
import { presentPerson } from '@/lib/server/present/claim'
import type { SourceView } from '@/lib/server/present/evidence'
import type { SecondCheckRecord } from '@/lib/server/store/second-checks'

/** A second check as everybody but who does it sees it. Times are ISO 8601 UTC. */
export interface SecondCheckView {
  readonly id: string
  readonly claimId: string
  readonly checker: Person
  readonly askedBy: Person
  readonly askedAt: string
  readonly state: SecondCheckState
  readonly quote: string | null
  readonly outcome: Outcome | null
  readonly confidence: Confidence | null
  readonly reason: string | null
  readonly answeredAt: string | null
  readonly firstOutcome: Outcome | null
  readonly settled: { readonly by: Person; readonly at: string; readonly outcome: Outcome; readonly reason: string } | null
}

/** What somebody sees who checks blind: the words and the sources, nothing that was found. */
export interface BlindView {
  readonly id: string
  readonly askedBy: Person
  readonly askedAt: string
  readonly article: { readonly id: string; readonly title: string; readonly version: number }
  readonly claim: { readonly id: string; readonly number: number; readonly quote: string; readonly isGone: boolean }
  /** The paragraphs the words stand in, and where in them, in UTF-16 units. */
  readonly passage: string
  readonly marked: readonly { readonly start: number; readonly end: number }[]
  /** Neither stance nor remarks: they would tell. */
  readonly sources: readonly { readonly source: SourceView; readonly quote: string | null; readonly locator: string | null }[]
}

export function secondCheckFacts(check: SecondCheckRecord): SecondCheckFacts {
  return {
    checker: check.checker.name,
    outcome: check.outcome,
    firstOutcome: check.firstOutcome,
    agrees: check.agrees,
    answeredAt: check.answeredAt?.toISOString() ?? null,
    closedAt: check.closedAt?.toISOString() ?? null,
    settledAt: check.settledAt?.toISOString() ?? null,
  }
}

export function presentSecondCheck(check: SecondCheckRecord): SecondCheckView {
  const { settledBy, settledAt, settledOutcome, settledReason } = check
  return {
    id: check.id,
    claimId: check.claimId,
    checker: presentPerson(check.checker),
    askedBy: presentPerson(check.askedBy),
    askedAt: check.askedAt.toISOString(),
    state: secondCheckState(secondCheckFacts(check)),
    quote: check.quote,
    outcome: check.outcome,
    confidence: check.confidence,
    reason: check.reason,
    answeredAt: check.answeredAt?.toISOString() ?? null,
    firstOutcome: check.firstOutcome,
    settled:
      settledBy && settledAt && settledOutcome
        ? { by: presentPerson(settledBy), at: settledAt.toISOString(), outcome: settledOutcome, reason: settledReason ?? '' }
        : null,
  }
}

import type { Outcome } from '@/lib/core/claim/claim'

/** What kind of thing was wrong in print. */
export const ERRATUM_KINDS = ['figure', 'name', 'date', 'place', 'quote', 'attribution', 'context', 'picture', 'other'] as const
export type ErratumKind = (typeof ERRATUM_KINDS)[number]

export const ERRATUM_KIND_LABELS: Record<ErratumKind, string> = {
  figure: 'Figure',
  name: 'Name or title',
  date: 'Date or time',
  place: 'Place',
  quote: 'Quotation',
  attribution: 'Who said so',
  context: 'Context left out',
  picture: 'Picture or caption',
  other: 'Something else',
}

/** How an error got through. */
export const ERRATUM_CAUSES = [
  'not-checked',
  'source-wrong',
  'source-misread',
  'changed-after-check',
  'added-late',
  'known-and-passed',
  'unknown',
] as const
export type ErratumCause = (typeof ERRATUM_CAUSES)[number]

export const ERRATUM_CAUSE_LABELS: Record<ErratumCause, string> = {
  'not-checked': 'It was not checked',
  'source-wrong': 'The source was wrong',
  'source-misread': 'The source was misread',
  'changed-after-check': 'It was changed after it was checked',
  'added-late': 'It was added late',
  'known-and-passed': 'It was known, and let pass',
  unknown: 'Nobody knows yet',
}

/** Limits, in UTF-16 code units and in number an article. */
export const PUBLICATION_LIMITS = { place: 300, publications: 50, words: 2_000, causeNote: 5_000, notice: 5_000, errata: 200 } as const

/** What the record of the claim, as it was when it was printed, says of how an error got through; the desk may know better. */
export function likelyCause(
  claim: {
    readonly state: string
    readonly freshness: string
    readonly outcome: Outcome | null
    readonly decisionVersion: number | null
  } | null,
  publishedVersion: number | null,
): ErratumCause {
  if (!claim || claim.decisionVersion === null) return 'not-checked'
  if (publishedVersion !== null && claim.decisionVersion > publishedVersion) return 'not-checked'
  if (claim.outcome === 'wrong' || claim.outcome === 'conflicting') return 'known-and-passed'
  if (claim.freshness === 'stale' || claim.freshness === 'context-changed') return 'changed-after-check'
  return 'unknown'
}

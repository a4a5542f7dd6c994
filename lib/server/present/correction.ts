import type { Person } from '@/lib/core/claim/claim-record'
import type { CorrectionState } from '@/lib/core/claim/correction'
import type { TextRange } from '@/lib/core/text/range'
import { presentPerson } from '@/lib/server/present/claim'
import type { CorrectionRecord } from '@/lib/server/store/corrections'

/** Proposed words as they leave the server. Times are ISO 8601 UTC. */
export interface CorrectionView {
  readonly id: string
  /** The claim they were proposed for, or touch; null when they stand alone. */
  readonly claimId: string | null
  /** Where they stood when it was proposed, in UTF-16 units of the text at that version; null for the whole of a claim. */
  readonly place: { readonly start: number; readonly end: number; readonly version: number } | null
  readonly before: string
  readonly after: string
  readonly reason: string | null
  readonly state: CorrectionState
  readonly proposedBy: Person
  readonly proposedAt: string
  readonly decidedBy: Person | null
  readonly decidedAt: string | null
  readonly decisionReason: string | null
  readonly appliedVersion: number | null
}

/** Proposed words with where they stand. */
export interface ProposalView {
  readonly correction: CorrectionView
  /** In UTF-16 units of the text as it is; null when the words are not there any more. */
  readonly range: TextRange | null
}

export function presentCorrection(correction: CorrectionRecord): CorrectionView {
  return {
    id: correction.id,
    claimId: correction.claimId,
    place: correction.place && { start: correction.place.start, end: correction.place.end, version: correction.place.version },
    before: correction.before,
    after: correction.after,
    reason: correction.reason,
    state: correction.state,
    proposedBy: presentPerson(correction.proposedBy),
    proposedAt: correction.proposedAt.toISOString(),
    decidedBy: correction.decidedBy && presentPerson(correction.decidedBy),
    decidedAt: correction.decidedAt?.toISOString() ?? null,
    decisionReason: correction.decisionReason,
    appliedVersion: correction.appliedVersion,
  }
}

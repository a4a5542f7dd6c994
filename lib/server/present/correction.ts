import type { Person } from '@/lib/core/claim/claim-record'
import type { CorrectionState } from '@/lib/core/claim/correction'
import { presentPerson } from '@/lib/server/present/claim'
import type { CorrectionRecord } from '@/lib/server/store/corrections'

/** Proposed words as they leave the server. Times are ISO 8601 UTC. */
export interface CorrectionView {
  readonly id: string
  readonly claimId: string
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

export function presentCorrection(correction: CorrectionRecord): CorrectionView {
  return {
    id: correction.id,
    claimId: correction.claimId,
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

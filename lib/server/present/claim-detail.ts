import type { ClaimView } from '@/lib/server/present/claim'
import type { CorrectionView } from '@/lib/server/present/correction'
import type { EvidenceView, NoteView } from '@/lib/server/present/evidence'
import type { SecondCheckView } from '@/lib/server/present/second-check'

/** A claim with everything that hangs on it. */
export type ClaimDetail = ClaimView & {
  readonly notes: readonly NoteView[]
  readonly evidence: readonly EvidenceView[]
  readonly corrections: readonly CorrectionView[]
  /** Blind second checks, the oldest first. */
  readonly secondChecks: readonly SecondCheckView[]
}

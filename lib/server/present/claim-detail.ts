import type { Person } from '@/lib/core/claim/claim-record'
import type { ClaimView } from '@/lib/server/present/claim'
import type { ContactView } from '@/lib/server/present/contact'
import type { CorrectionView } from '@/lib/server/present/correction'
import type { EvidenceView, NoteView } from '@/lib/server/present/evidence'
import type { SecondCheckView } from '@/lib/server/present/second-check'

/** A question of a claim's checklist. Times are ISO 8601 UTC. */
export interface ChecklistItemView {
  readonly item: string
  readonly answer: string | null
  readonly by: Person | null
  readonly at: string | null
  /** False: answered before, and not asked of this type any more. */
  readonly isAsked: boolean
}

/** A claim with everything that hangs on it. */
export type ClaimDetail = ClaimView & {
  readonly notes: readonly NoteView[]
  readonly evidence: readonly EvidenceView[]
  readonly corrections: readonly CorrectionView[]
  /** Who was asked about it, the last first. */
  readonly contacts: readonly ContactView[]
  /** What is asked of a claim of its type, with what was answered. */
  readonly checklist: readonly ChecklistItemView[]
  /** Blind second checks, the oldest first. */
  readonly secondChecks: readonly SecondCheckView[]
}

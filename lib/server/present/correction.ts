import type { Dated } from '@/lib/server/present/evidence'
import type { CorrectionRecord } from '@/lib/server/store/corrections'

export type CorrectionView = Omit<Dated<CorrectionRecord>, 'decidedAt'> & { readonly decidedAt: string | null }

export function presentCorrection(correction: CorrectionRecord): CorrectionView {
  return {
    ...correction,
    proposedAt: correction.proposedAt.toISOString(),
    decidedAt: correction.decidedAt?.toISOString() ?? null,
  }
}

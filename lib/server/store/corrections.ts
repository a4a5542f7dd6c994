import 'server-only'
import type { CorrectionState } from '@/lib/core/claim/correction'
import { database, type Tx } from '@/lib/server/db'
import type { OpenedId } from '@/lib/server/store/opened-id'
import { tieRow } from '@/lib/server/store/ties'
import type { Prisma } from '@/prisma/generated/client'

const person = { select: { id: true, name: true } } as const
const include = { proposedBy: person, decidedBy: person } as const satisfies Prisma.CorrectionInclude

export interface CorrectionRecord {
  readonly id: string
  readonly claimId: string
  readonly before: string
  readonly after: string
  readonly reason: string | null
  readonly state: CorrectionState
  readonly proposedBy: { readonly id: string; readonly name: string }
  readonly proposedAt: Date
  readonly decidedBy: { readonly id: string; readonly name: string } | null
  readonly decidedAt: Date | null
  readonly decisionReason: string | null
  readonly appliedVersion: number | null
}

export async function insertCorrection(
  tx: Tx,
  correction: Pick<CorrectionRecord, 'id' | 'claimId' | 'before' | 'after' | 'reason' | 'proposedAt'> & { readonly proposedById: string },
): Promise<void> {
  await tx.correction.create({ data: correction })
  tieRow(tx, 'Correction', correction.id)
}

export async function findCorrection(articleId: OpenedId, id: string, tx: Tx = database()): Promise<CorrectionRecord | null> {
  const row = await tx.correction.findFirst({ where: { id, claim: { articleId } }, include })
  return row && toRecord(row)
}

/** Corrections of a claim, oldest first. */
export async function correctionsOfClaim(articleId: OpenedId, claimId: string, tx: Tx = database()): Promise<CorrectionRecord[]> {
  const rows = await tx.correction.findMany({ where: { claimId, claim: { articleId } }, include, orderBy: { proposedAt: 'asc' } })
  return rows.map(toRecord)
}

/** All corrections of an article's claims, oldest first. */
export async function correctionsOfArticle(articleId: OpenedId): Promise<CorrectionRecord[]> {
  const rows = await database().correction.findMany({ where: { claim: { articleId } }, include, orderBy: { proposedAt: 'asc' } })
  return rows.map(toRecord)
}

/** Decides a correction that is still proposed. False when somebody decided it first. */
export async function decideCorrection(
  tx: Tx,
  id: string,
  decision: {
    readonly state: CorrectionState
    readonly decidedById: string
    readonly decidedAt: Date
    readonly decisionReason: string | null
    readonly appliedVersion?: number
  },
): Promise<boolean> {
  const { count } = await tx.correction.updateMany({ where: { id, state: 'proposed' }, data: decision })
  if (count === 1) tieRow(tx, 'Correction', id)
  return count === 1
}

function toRecord(row: Prisma.CorrectionGetPayload<{ include: typeof include }>): CorrectionRecord {
  return {
    id: row.id,
    claimId: row.claimId,
    before: row.before,
    after: row.after,
    reason: row.reason,
    state: row.state as CorrectionState,
    proposedBy: row.proposedBy,
    proposedAt: row.proposedAt,
    decidedBy: row.decidedBy,
    decidedAt: row.decidedAt,
    decisionReason: row.decisionReason,
    appliedVersion: row.appliedVersion,
  }
}

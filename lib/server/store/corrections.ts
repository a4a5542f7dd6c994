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
  /** The claim they were proposed for, or touch; null when they stand alone. */
  readonly claimId: string | null
  /** Where they stood when it was proposed; null for the whole of a claim. */
  readonly place: { readonly start: number; readonly end: number; readonly version: number } | null
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
  correction: Pick<CorrectionRecord, 'id' | 'claimId' | 'place' | 'before' | 'after' | 'reason' | 'proposedAt'> & {
    readonly proposedById: string
    readonly articleId: OpenedId
  },
): Promise<void> {
  const { place, articleId, ...rest } = correction
  await tx.correction.create({ data: { ...rest, ...(place ? { ...place, articleId } : {}) } })
  tieRow(tx, 'Correction', correction.id)
}

export async function findCorrection(articleId: OpenedId, id: string, tx: Tx = database()): Promise<CorrectionRecord | null> {
  const row = await tx.correction.findFirst({ where: { id, ...of(articleId) }, include })
  return row && toRecord(row)
}

/** Corrections of a claim, oldest first. */
export async function correctionsOfClaim(articleId: OpenedId, claimId: string, tx: Tx = database()): Promise<CorrectionRecord[]> {
  const rows = await tx.correction.findMany({ where: { claimId, ...of(articleId) }, include, orderBy: { proposedAt: 'asc' } })
  return rows.map(toRecord)
}

/** All corrections of an article, or those in one state, oldest first. Those of removed claims are left out. */
export async function correctionsOfArticle(articleId: OpenedId, state?: CorrectionState): Promise<CorrectionRecord[]> {
  const rows = await database().correction.findMany({
    where: { ...of(articleId), ...(state ? { state } : {}) },
    include,
    orderBy: { proposedAt: 'asc' },
  })
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

// On the article itself, or on one of its claims.
function of(articleId: OpenedId) {
  return { OR: [{ articleId }, { claim: { articleId, deletedAt: null } }] } satisfies Prisma.CorrectionWhereInput
}

function toRecord(row: Prisma.CorrectionGetPayload<{ include: typeof include }>): CorrectionRecord {
  return {
    id: row.id,
    claimId: row.claimId,
    place: row.start === null || row.end === null || row.version === null ? null : { start: row.start, end: row.end, version: row.version },
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

import 'server-only'
import type { CorrectionState } from '@/lib/core/claim/correction'
import { database, type Tx } from '@/lib/server/db'
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
}

export async function findCorrection(id: string, tx: Tx = database()): Promise<CorrectionRecord | null> {
  return toRecord(await tx.correction.findUnique({ where: { id }, include }))
}

/** Corrections of some claims, oldest first. */
export async function correctionsOfClaims(claimIds: readonly string[], tx: Tx = database()): Promise<CorrectionRecord[]> {
  const rows = await tx.correction.findMany({ where: { claimId: { in: [...claimIds] } }, include, orderBy: { proposedAt: 'asc' } })
  return rows.map((row) => toRecord(row) as CorrectionRecord)
}

/** All corrections of an article's claims, oldest first. */
export async function correctionsOfArticle(articleId: string): Promise<CorrectionRecord[]> {
  const rows = await database().correction.findMany({ where: { claim: { articleId } }, include, orderBy: { proposedAt: 'asc' } })
  return rows.map((row) => toRecord(row) as CorrectionRecord)
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
  return count === 1
}

function toRecord(row: Prisma.CorrectionGetPayload<{ include: typeof include }> | null): CorrectionRecord | null {
  if (!row) return null
  const { proposedById: _, decidedById: __, ...rest } = row
  return { ...rest, state: row.state as CorrectionState }
}

import 'server-only'
import type { Credibility, Directness, Stance } from '@/lib/core/evidence/evidence'
import { database, type Tx } from '@/lib/server/db'
import { type SourceRecord, toSourceRecord } from '@/lib/server/store/sources'

export interface EvidenceRecord {
  readonly id: string
  readonly claimId: string
  readonly revision: number
  readonly stance: Stance
  readonly directness: Directness
  readonly credibility: Credibility | null
  readonly quote: string | null
  readonly locator: string | null
  readonly note: string | null
  readonly source: SourceRecord
  readonly createdBy: { readonly id: string; readonly name: string }
  readonly createdAt: Date
  readonly updatedAt: Date
}

export type EvidenceFields = Pick<EvidenceRecord, 'stance' | 'directness' | 'credibility' | 'quote' | 'locator' | 'note'>

const person = { select: { id: true, name: true } } as const
const include = {
  createdBy: person,
  source: {
    include: {
      createdBy: person,
      _count: { select: { evidence: { where: { deletedAt: null, claim: { deletedAt: null } } } } },
    },
  },
} as const

export async function evidenceOfClaims(claimIds: readonly string[], tx: Tx = database()): Promise<EvidenceRecord[]> {
  const rows = await tx.evidence.findMany({
    where: { claimId: { in: [...claimIds] }, deletedAt: null },
    include,
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  return rows.map(toRecord)
}

export async function evidenceOfArticle(articleId: string): Promise<EvidenceRecord[]> {
  const rows = await database().evidence.findMany({
    where: { claim: { articleId, deletedAt: null }, deletedAt: null },
    include,
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  return rows.map(toRecord)
}

export async function findEvidence(id: string, tx: Tx = database()): Promise<EvidenceRecord | null> {
  const row = await tx.evidence.findFirst({ where: { id, deletedAt: null }, include })
  return row ? toRecord(row) : null
}

// biome-ignore lint/suspicious/noExplicitAny: the row's type is Prisma's, spelled by the include above
function toRecord({ source, deletedAt, sourceId, createdById, ...row }: any): EvidenceRecord {
  return { ...row, source: toSourceRecord(source) }
}

export async function insertEvidence(
  tx: Tx,
  evidence: EvidenceFields & {
    readonly id: string
    readonly claimId: string
    readonly sourceId: string
    readonly createdById: string
    readonly createdAt: Date
  },
): Promise<void> {
  await tx.evidence.create({ data: { ...evidence, updatedAt: evidence.createdAt } })
}

export async function updateEvidence(tx: Tx, id: string, revision: number, now: Date, fields: Partial<EvidenceFields>): Promise<boolean> {
  const { count } = await tx.evidence.updateMany({
    where: { id, revision, deletedAt: null },
    data: { ...fields, revision: revision + 1, updatedAt: now },
  })
  return count === 1
}

export async function setEvidenceDeleted(tx: Tx, id: string, deletedAt: Date | null): Promise<void> {
  await tx.evidence.update({ where: { id }, data: { deletedAt } })
}

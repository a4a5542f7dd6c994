import 'server-only'
import type { Credibility, Directness, Stance } from '@/lib/core/evidence/evidence'
import { database, type Tx } from '@/lib/server/db'
import type { OpenedId } from '@/lib/server/store/opened-id'
import { ROWS_AT_ONCE } from '@/lib/server/store/search'
import { type SourceRecord, toSourceRecord } from '@/lib/server/store/sources'
import { tieRow } from '@/lib/server/store/ties'
import type { Prisma } from '@/prisma/generated/client'

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
  /** Taken over from an earlier check, and not confirmed for this claim yet: it carries nothing. */
  readonly isToBeConfirmed: boolean
  readonly source: SourceRecord
  readonly createdBy: { readonly id: string; readonly name: string }
  readonly createdAt: Date
  readonly updatedAt: Date
}

export type EvidenceFields = Pick<EvidenceRecord, 'stance' | 'directness' | 'credibility' | 'quote' | 'locator' | 'note'> &
  Partial<Pick<EvidenceRecord, 'isToBeConfirmed'>>

const person = { select: { id: true, name: true } } as const
const include = {
  createdBy: person,
  source: { include: { createdBy: person, mergedInto: { include: { createdBy: person } } } },
} as const satisfies Prisma.EvidenceInclude

export async function evidenceOfClaim(articleId: OpenedId, claimId: string, tx: Tx = database()): Promise<EvidenceRecord[]> {
  const rows = await tx.evidence.findMany({
    where: { claimId, claim: { articleId }, deletedAt: null },
    include,
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  return rows.map(toRecord)
}

export function countEvidence(articleId: OpenedId, claimId: string, tx: Tx): Promise<number> {
  return tx.evidence.count({ where: { claimId, claim: { articleId }, deletedAt: null } })
}

export async function evidenceOfArticle(articleId: OpenedId): Promise<EvidenceRecord[]> {
  const rows = await database().evidence.findMany({
    where: { claim: { articleId, deletedAt: null }, deletedAt: null },
    include,
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  return rows.map(toRecord)
}

export async function findEvidence(articleId: OpenedId, id: string, tx: Tx = database()): Promise<EvidenceRecord | null> {
  const row = await tx.evidence.findFirst({ where: { id, claim: { articleId }, deletedAt: null }, include })
  return row ? toRecord(row) : null
}

/** Every quote from a source, wherever it is used. */
export async function quotesOnSource(sourceId: string): Promise<{ readonly id: string; readonly quote: string }[]> {
  const rows = await database().evidence.findMany({
    where: {
      source: { OR: [{ id: sourceId }, { mergedIntoId: sourceId }] },
      deletedAt: null,
      quote: { not: null },
      claim: { deletedAt: null, article: { deletedAt: null } },
    },
    select: { id: true, quote: true },
  })
  return rows.flatMap(({ id, quote }) => (quote ? [{ id, quote }] : []))
}

function toRecord(row: Prisma.EvidenceGetPayload<{ include: typeof include }>): EvidenceRecord {
  return {
    id: row.id,
    claimId: row.claimId,
    revision: row.revision,
    stance: row.stance as Stance,
    directness: row.directness as Directness,
    credibility: row.credibility as Credibility | null,
    quote: row.quote,
    locator: row.locator,
    note: row.note,
    isToBeConfirmed: row.toBeConfirmed === true,
    // What turned out to be another source is that one, wherever it is read.
    source: toSourceRecord(row.source.mergedInto ?? row.source),
    createdBy: row.createdBy,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  }
}

export type NewEvidence = EvidenceFields & {
  readonly id: string
  readonly claimId: string
  readonly sourceId: string
  readonly createdById: string
  readonly createdAt: Date
}

export async function insertEvidence(tx: Tx, evidence: NewEvidence): Promise<void> {
  await insertAllEvidence(tx, [evidence])
}

/** Adds evidence, a few statements in all. */
export async function insertAllEvidence(tx: Tx, all: readonly NewEvidence[]): Promise<void> {
  const rows = all.map((evidence) => ({ ...columnsOf(evidence), updatedAt: evidence.createdAt }))
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) await tx.evidence.createMany({ data: rows.slice(at, at + ROWS_AT_ONCE) })
  for (const { id } of all) tieRow(tx, 'Evidence', id)
}

// What counts is not marked.
function columnsOf<T extends Partial<EvidenceFields>>({ isToBeConfirmed, ...rest }: T) {
  return { ...rest, ...(isToBeConfirmed === undefined ? {} : { toBeConfirmed: isToBeConfirmed || null }) }
}

export async function updateEvidence(tx: Tx, id: string, revision: number, now: Date, fields: Partial<EvidenceFields>): Promise<boolean> {
  const { count } = await tx.evidence.updateMany({
    where: { id, revision, deletedAt: null },
    data: { ...columnsOf(fields), revision: revision + 1, updatedAt: now },
  })
  if (count !== 1) return false
  tieRow(tx, 'Evidence', id)
  return true
}

export async function setEvidenceDeleted(tx: Tx, id: string, deletedAt: Date | null): Promise<void> {
  await tx.evidence.update({ where: { id }, data: { deletedAt } })
  tieRow(tx, 'Evidence', id)
}

/** A piece of evidence that was taken off its claim. */
export async function findRemovedEvidence(articleId: OpenedId, id: string, tx: Tx = database()): Promise<EvidenceRecord | null> {
  const row = await tx.evidence.findFirst({ where: { id, claim: { articleId }, deletedAt: { not: null } }, include })
  return row ? toRecord(row) : null
}

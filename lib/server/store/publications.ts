import 'server-only'
import type { ErratumCause, ErratumKind } from '@/lib/core/publication/erratum'
import { database, type Tx } from '@/lib/server/db'
import type { OpenedId } from '@/lib/server/store/opened-id'
import { tieRow } from '@/lib/server/store/ties'
import type { Prisma } from '@/prisma/generated/client'

interface Person {
  readonly id: string
  readonly name: string
}

export interface PublicationRecord {
  readonly id: string
  readonly address: string | null
  readonly place: string | null
  readonly at: Date
  readonly version: number
  readonly textHash: string
  readonly createdBy: Person
  readonly createdAt: Date
}

export interface ErratumFields {
  readonly claimId: string | null
  readonly sourceId: string | null
  readonly kind: ErratumKind
  readonly wrong: string
  readonly right: string
  readonly cause: ErratumCause
  readonly causeNote: string | null
  readonly notice: string | null
  readonly printedAt: Date | null
}

export interface ErratumRecord extends ErratumFields {
  readonly id: string
  readonly revision: number
  readonly createdBy: Person
  readonly createdAt: Date
}

const include = { createdBy: { select: { id: true, name: true } } } as const

/** When some articles were last published, and whether their text is still the one that was. */
export async function lastPublications(
  articleIds: readonly string[],
): Promise<{ readonly articleId: string; readonly at: Date; readonly isChanged: boolean }[]> {
  const rows = await database().publication.findMany({
    where: { articleId: { in: [...articleIds] }, deletedAt: null },
    select: { articleId: true, at: true, textHash: true, article: { select: { textHash: true } } },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
  })
  return [...new Map(rows.toReversed().map((row) => [row.articleId, row])).values()].map(({ articleId, at, textHash, article }) => ({
    articleId,
    at,
    isChanged: textHash !== article.textHash,
  }))
}

/** Where an article was published, the newest first. */
export function publicationsOfArticle(articleId: OpenedId, tx: Tx = database()): Promise<PublicationRecord[]> {
  return tx.publication.findMany({ where: { articleId, deletedAt: null }, include, orderBy: [{ at: 'desc' }, { id: 'desc' }] })
}

export async function findPublication(articleId: OpenedId, id: string, tx: Tx = database()): Promise<PublicationRecord | null> {
  return tx.publication.findFirst({ where: { id, articleId, deletedAt: null }, include })
}

export async function insertPublication(
  tx: Tx,
  publication: Omit<PublicationRecord, 'createdBy'> & { readonly articleId: OpenedId; readonly createdById: string },
): Promise<void> {
  await tx.publication.create({ data: publication })
  tieRow(tx, 'Publication', publication.id)
}

export async function setPublicationDeleted(tx: Tx, id: string, deletedAt: Date): Promise<void> {
  await tx.publication.update({ where: { id }, data: { deletedAt } })
  tieRow(tx, 'Publication', id)
}

function toErratum(row: Prisma.ErratumGetPayload<{ include: typeof include }>): ErratumRecord {
  return {
    id: row.id,
    revision: row.revision,
    claimId: row.claimId,
    sourceId: row.sourceId,
    kind: row.kind as ErratumKind,
    wrong: row.wrong,
    right: row.right,
    cause: row.cause as ErratumCause,
    causeNote: row.causeNote,
    notice: row.notice,
    printedAt: row.printedAt,
    createdBy: row.createdBy,
    createdAt: row.createdAt,
  }
}

/** What was wrong in print, the oldest first. */
export async function errataOfArticle(articleId: OpenedId, tx: Tx = database()): Promise<ErratumRecord[]> {
  const rows = await tx.erratum.findMany({
    where: { articleId, deletedAt: null },
    include,
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  return rows.map(toErratum)
}

export async function findErratum(articleId: OpenedId, id: string, isDeleted = false, tx: Tx = database()): Promise<ErratumRecord | null> {
  const row = await tx.erratum.findFirst({ where: { id, articleId, deletedAt: isDeleted ? { not: null } : null }, include })
  return row && toErratum(row)
}

export async function insertErratum(
  tx: Tx,
  erratum: ErratumFields & { readonly id: string; readonly articleId: OpenedId; readonly createdById: string; readonly createdAt: Date },
): Promise<void> {
  await tx.erratum.create({ data: erratum })
  tieRow(tx, 'Erratum', erratum.id)
}

/** Writes a change if the row is still at `revision`. False when it is not. */
export async function updateErratum(tx: Tx, id: string, revision: number, fields: Partial<ErratumFields>): Promise<boolean> {
  const { count } = await tx.erratum.updateMany({ where: { id, revision, deletedAt: null }, data: { ...fields, revision: revision + 1 } })
  if (count === 1) tieRow(tx, 'Erratum', id)
  return count === 1
}

export async function setErratumDeleted(tx: Tx, id: string, deletedAt: Date | null): Promise<void> {
  await tx.erratum.update({ where: { id }, data: { deletedAt } })
  tieRow(tx, 'Erratum', id)
}

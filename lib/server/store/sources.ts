import 'server-only'
import type { ClaimState, Freshness, Outcome } from '@/lib/core/claim/claim'
import type { Directness, Stance } from '@/lib/core/evidence/evidence'
import type { SourceFields } from '@/lib/core/evidence/source'
import { database, type Tx } from '@/lib/server/db'
import { indexQuery, indexText } from '@/lib/server/store/search'
import { sourceSearchText } from '@/lib/server/store/search-text'
import { selectRows } from '@/lib/server/store/sqlite/select-rows'
import { tieRow } from '@/lib/server/store/ties'
import { visibleTo } from '@/lib/server/store/visibility'
import { Prisma } from '@/prisma/generated/client'

export interface SourceRecord extends SourceFields {
  /** When it was said to be corrected or withdrawn. */
  readonly standingAt: Date | null
  /** The source it turned out to be. */
  readonly mergedIntoId: string | null
  readonly id: string
  readonly revision: number
  readonly createdBy: { readonly id: string; readonly name: string }
  readonly createdAt: Date
  readonly updatedAt: Date
}

interface Row {
  readonly id: string
  readonly revision: number
  readonly type: string
  readonly title: string
  readonly author: string
  readonly containerTitle: string | null
  readonly publisher: string | null
  readonly issued: string | null
  readonly accessed: string | null
  readonly url: string | null
  readonly doi: string | null
  readonly language: string | null
  readonly archive: string | null
  readonly reliability: string | null
  readonly archivedUrl: string | null
  readonly confidential: boolean
  readonly publicLabel: string | null
  readonly independenceGroup: string | null
  readonly standing: string | null
  readonly standingNote: string | null
  readonly standingAt: Date | null
  readonly mergedIntoId: string | null
  readonly createdBy: { readonly id: string; readonly name: string }
  readonly createdAt: Date
  readonly updatedAt: Date
}

const include = { createdBy: { select: { id: true, name: true } } } as const

export function toSourceRecord(row: Row): SourceRecord {
  return {
    id: row.id,
    revision: row.revision,
    type: row.type as SourceFields['type'],
    title: row.title,
    author: JSON.parse(row.author),
    'container-title': row.containerTitle,
    publisher: row.publisher,
    issued: row.issued,
    accessed: row.accessed,
    URL: row.url,
    DOI: row.doi,
    language: row.language,
    archive: row.archive,
    reliability: row.reliability as SourceFields['reliability'],
    archivedUrl: row.archivedUrl,
    confidential: row.confidential,
    publicLabel: row.publicLabel,
    independenceGroup: row.independenceGroup,
    standing: row.standing as SourceFields['standing'],
    standingNote: row.standingNote,
    standingAt: row.standingAt,
    mergedIntoId: row.mergedIntoId,
    createdBy: row.createdBy,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  }
}

function columnsOf(fields: Partial<SourceFields>) {
  const { author, 'container-title': containerTitle, URL: url, DOI: doi, ...rest } = fields
  return {
    ...rest,
    ...(author === undefined ? {} : { author: JSON.stringify(author) }),
    ...(containerTitle === undefined ? {} : { containerTitle }),
    ...(url === undefined ? {} : { url }),
    ...(doi === undefined ? {} : { doi }),
  }
}

export async function insertSource(
  tx: Tx,
  source: SourceFields & { readonly id: string; readonly createdById: string; readonly createdAt: Date },
): Promise<void> {
  const { id, createdById, createdAt, ...fields } = source
  const { type, title, ...rest } = columnsOf(fields)
  const standingAt = fields.standing ? createdAt : null
  const row = await tx.source.create({
    data: { ...rest, standingAt, type: type as string, title: title as string, id, createdById, createdAt, updatedAt: createdAt },
  })
  await indexText(tx, 'source', id, sourceSearchText(row), { isNew: true })
  tieRow(tx, 'Source', id)
}

/** Changes a source that is still at `revision`. False when it is not. */
export async function updateSource(tx: Tx, id: string, revision: number, now: Date, fields: Partial<SourceFields>): Promise<boolean> {
  const { count } = await tx.source.updateMany({
    where: { id, revision },
    data: {
      ...columnsOf(fields),
      ...(fields.standing === undefined ? {} : { standingAt: fields.standing && now }),
      revision: revision + 1,
      updatedAt: now,
    },
  })
  if (count !== 1) return false
  const row = await tx.source.findUniqueOrThrow({ where: { id } })
  await indexText(tx, 'source', id, sourceSearchText(row))
  tieRow(tx, 'Source', id)
  return true
}

export async function findSource(id: string, tx: Tx = database()): Promise<SourceRecord | null> {
  const row = await tx.source.findUnique({ where: { id }, include })
  return row ? toSourceRecord(row) : null
}

/** Says that sources are another one, or (null) that each is itself again. */
export async function setMergedInto(tx: Tx, ids: readonly string[], into: string | null, now: Date): Promise<void> {
  for (const id of ids) {
    await tx.source.update({ where: { id }, data: { mergedIntoId: into, updatedAt: now, revision: { increment: 1 } } })
    tieRow(tx, 'Source', id)
  }
}

/** Sources that turned out to be this one. */
export async function mergedInto(id: string, tx: Tx = database()): Promise<SourceRecord[]> {
  const rows = await tx.source.findMany({ where: { mergedIntoId: id }, include, orderBy: { updatedAt: 'desc' } })
  return rows.map(toSourceRecord)
}

/** Number of claims that rest on each source, in articles somebody may open. */
export async function countClaimsOn(readerId: string, sourceIds: readonly string[]): Promise<Map<string, number>> {
  if (sourceIds.length === 0) return new Map()
  const rows = await selectRows<{ sourceId: string; count: bigint | number }>(Prisma.sql`
    SELECT coalesce(o."mergedIntoId", o."id") AS "sourceId", COUNT(*) AS "count" FROM "Source" o JOIN "Evidence" e ON e."sourceId" = o."id" JOIN "Claim" c ON c."id" = e."claimId" JOIN "Article" a ON a."id" = c."articleId"
    WHERE (o."id" IN (${Prisma.join([...sourceIds])}) OR o."mergedIntoId" IN (${Prisma.join([...sourceIds])}))
      AND e."deletedAt" IS NULL AND c."deletedAt" IS NULL AND a."deletedAt" IS NULL
      AND ${visibleTo(readerId)} GROUP BY 1`)
  return new Map(rows.map((row) => [row.sourceId, Number(row.count)]))
}

export async function listSources(filter: {
  readonly q?: string | undefined
  /** False leaves confidential sources out. */
  readonly withConfidential: boolean
  readonly cursor?: { readonly updatedAt: Date; readonly id: string } | undefined
  readonly limit: number
}): Promise<SourceRecord[]> {
  const { q, cursor, limit, withConfidential } = filter
  const words = q ? indexQuery(q) : null
  if (q && !words) return []
  const found = words
    ? Prisma.sql`"search_source" s CROSS JOIN "SearchText" t ON t."row" = s.rowid CROSS JOIN "Source" o ON o."id" = t."id"`
    : Prisma.sql`"Source" o`
  const rows = await selectRows<Omit<Row, 'createdBy'> & { createdById: string; createdByName: string }>(Prisma.sql`
    SELECT o.*, u."name" AS "createdByName" FROM ${found} JOIN "User" u ON u."id" = o."createdById"
    WHERE ${words ? Prisma.sql`s."search_source" MATCH ${words} AND` : Prisma.empty} o."mergedIntoId" IS NULL
      ${withConfidential ? Prisma.empty : Prisma.sql`AND o."confidential" = 0`}
      ${cursor ? Prisma.sql`AND (o."updatedAt", o."id") < (${cursor.updatedAt}, ${cursor.id})` : Prisma.empty}
    ORDER BY o."updatedAt" DESC, o."id" DESC LIMIT ${limit}`)
  return rows.map((row) => toSourceRecord({ ...row, createdBy: { id: row.createdById, name: row.createdByName } }))
}

/** How many look-alikes are looked at. */
const SIMILAR = 20

/** Sources that may be the one wanted: by the words of its address, its DOI, or exactly its title. */
export async function findSimilar(wanted: {
  readonly addressWords: string | null
  readonly doi: string | null
  readonly title: string | null
  /** False leaves confidential sources out. */
  readonly withConfidential: boolean
}): Promise<SourceRecord[]> {
  const { addressWords, doi, title, withConfidential } = wanted
  const visible = { mergedIntoId: null, ...(withConfidential ? {} : { confidential: false }) }
  const [byAddress, byDoi, byTitle] = await Promise.all([
    addressWords ? listSources({ q: addressWords, withConfidential, limit: SIMILAR }) : [],
    doi ? database().source.findMany({ where: { doi: { in: [doi, doi.toLowerCase()] }, ...visible }, include, take: SIMILAR }) : [],
    title ? database().source.findMany({ where: { title, ...visible }, include, take: SIMILAR }) : [],
  ])
  const all = [...byDoi.map(toSourceRecord), ...byAddress, ...byTitle.map(toSourceRecord)]
  return [...new Map(all.map((source) => [source.id, source])).values()]
}

/** A claim that rests on a source, with its article and how it rests on it. */
export interface RestingClaim {
  readonly id: string
  readonly number: number
  readonly quote: string
  readonly state: ClaimState
  readonly outcome: Outcome | null
  readonly freshness: Freshness
  readonly article: { readonly id: string; readonly title: string }
  readonly evidence: { readonly id: string; readonly stance: Stance; readonly directness: Directness }
}

/** Claims of some articles that rest on a source, or on one that is merged into it. */
export async function claimsOfArticlesOn(
  sourceId: string,
  articleIds: readonly string[],
): Promise<readonly { readonly id: string; readonly articleId: string }[]> {
  if (articleIds.length === 0) return []
  return selectRows(Prisma.sql`
    SELECT DISTINCT c."id", c."articleId" FROM "Source" o JOIN "Evidence" e ON e."sourceId" = o."id" JOIN "Claim" c ON c."id" = e."claimId"
    WHERE (o."id" = ${sourceId} OR o."mergedIntoId" = ${sourceId}) AND e."deletedAt" IS NULL AND c."deletedAt" IS NULL
      AND c."articleId" IN (${Prisma.join(articleIds)})`)
}

/** Claims that rest on a source, in articles somebody may open, newest evidence first. */
export async function claimsOnSource(readerId: string, sourceId: string): Promise<RestingClaim[]> {
  type Found = Omit<RestingClaim, 'article' | 'evidence'> & {
    articleId: string
    articleTitle: string
    evidenceId: string
    stance: Stance
    directness: Directness
  }
  const rows = await selectRows<Found>(Prisma.sql`
    SELECT c."id", c."number", c."quote", c."state", c."outcome", c."freshness", a."id" AS "articleId", a."title" AS "articleTitle",
      e."id" AS "evidenceId", e."stance", e."directness"
    FROM "Source" o JOIN "Evidence" e ON e."sourceId" = o."id" JOIN "Claim" c ON c."id" = e."claimId" JOIN "Article" a ON a."id" = c."articleId"
    WHERE (o."id" = ${sourceId} OR o."mergedIntoId" = ${sourceId}) AND e."deletedAt" IS NULL AND c."deletedAt" IS NULL AND a."deletedAt" IS NULL AND ${visibleTo(readerId)}
    ORDER BY e."createdAt" DESC`)
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    quote: row.quote,
    state: row.state,
    outcome: row.outcome,
    freshness: row.freshness,
    article: { id: row.articleId, title: row.articleTitle },
    evidence: { id: row.evidenceId, stance: row.stance, directness: row.directness },
  }))
}

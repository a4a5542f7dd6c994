import 'server-only'
import type { ClaimRecord } from '@/lib/core/claim/claim-record'
import { database, type Tx } from '@/lib/server/db'
import type { Prisma } from '@/prisma/generated/client'

const person = { select: { id: true, name: true } } as const
const include = {
  assignee: person,
  decisionBy: person,
  createdBy: person,
  _count: { select: { notes: { where: { deletedAt: null } }, evidence: { where: { deletedAt: null } } } },
} as const satisfies Prisma.ClaimInclude

type Row = Prisma.ClaimGetPayload<{ include: typeof include }>
type Columns = Prisma.ClaimGetPayload<object>

/**
 * Claims of an article in the order they were made; reading order comes from
 * the document. One plain statement a table: with thousands of claims, reading
 * relations costs several times as much, and every opening waits for it.
 */
export async function claimsOfArticle(articleId: string, tx: Tx = database()): Promise<ClaimRecord[]> {
  const columns = await tx.$queryRaw<
    Columns[]
  >`SELECT * FROM "Claim" WHERE "articleId" = ${articleId} AND "deletedAt" IS NULL ORDER BY "number"`
  const count = (rows: readonly { claimId: string; count: bigint | number }[]) =>
    new Map(rows.map((row) => [row.claimId, Number(row.count)]))
  const notes = count(
    await tx.$queryRaw`SELECT n."claimId", COUNT(*) AS "count" FROM "Note" n JOIN "Claim" c ON c."id" = n."claimId" WHERE c."articleId" = ${articleId} AND n."deletedAt" IS NULL GROUP BY n."claimId"`,
  )
  const evidence = count(
    await tx.$queryRaw`SELECT e."claimId", COUNT(*) AS "count" FROM "Evidence" e JOIN "Claim" c ON c."id" = e."claimId" WHERE c."articleId" = ${articleId} AND e."deletedAt" IS NULL GROUP BY e."claimId"`,
  )
  const ids = new Set(
    columns.flatMap((row) => [row.assigneeId, row.decisionById, row.createdById, row.changedById]).filter((id) => id !== null),
  )
  const people = new Map(
    (await tx.user.findMany({ where: { id: { in: [...ids] } }, select: { id: true, name: true } })).map((one) => [one.id, one]),
  )
  const named = (id: string | null) => (id === null ? null : (people.get(id) ?? null))
  return columns.map((row) =>
    toRecord(
      {
        ...row,
        assignee: named(row.assigneeId),
        decisionBy: named(row.decisionById),
        createdBy: named(row.createdById) ?? { id: row.createdById, name: '' },
        _count: { notes: notes.get(row.id) ?? 0, evidence: evidence.get(row.id) ?? 0 },
      },
      named(row.changedById),
    ),
  )
}

/** Every claim an article ever had, with whether it is removed now. */
export async function claimsEverOfArticle(articleId: string): Promise<{ record: ClaimRecord; isDeleted: boolean }[]> {
  const rows = await database().claim.findMany({ where: { articleId }, include, orderBy: { number: 'asc' } })
  const records = await withChangers(rows, database())
  return records.map((record, index) => ({ record, isDeleted: rows[index]?.deletedAt !== null }))
}

export async function findClaims(ids: readonly string[], tx: Tx = database()): Promise<ClaimRecord[]> {
  const rows: Row[] = []
  // SQLite takes a limited number of parameters in one statement.
  for (let at = 0; at < ids.length; at += 500)
    rows.push(...(await tx.claim.findMany({ where: { id: { in: ids.slice(at, at + 500) as string[] }, deletedAt: null }, include })))
  return withChangers(rows, tx)
}

export async function findClaim(id: string, tx: Tx = database()): Promise<ClaimRecord | null> {
  return (await findClaims([id], tx))[0] ?? null
}

export async function findDeletedClaim(id: string, tx: Tx = database()): Promise<ClaimRecord | null> {
  const row = await tx.claim.findFirst({ where: { id, deletedAt: { not: null } }, include })
  return row ? ((await withChangers([row], tx))[0] ?? null) : null
}

/** Which of these ids are claims of the article, the removed ones included. */
export async function knownClaimIds(articleId: string, ids: readonly string[], tx: Tx): Promise<Set<string>> {
  const known = new Set<string>()
  for (let at = 0; at < ids.length; at += 500) {
    const rows = await tx.claim.findMany({
      where: { articleId, id: { in: ids.slice(at, at + 500) as string[] } },
      select: { id: true },
    })
    for (const row of rows) known.add(row.id)
  }
  return known
}

export interface NewClaim {
  readonly id: string
  readonly articleId: string
  readonly number: number
  readonly quote: string
  readonly prefix: string
  readonly suffix: string
  readonly createdById: string
  readonly createdAt: Date
}

export async function insertClaim(tx: Tx, claim: NewClaim, fields: ClaimChanges = {}): Promise<void> {
  await tx.claim.create({
    data: { ...claim, updatedAt: claim.createdAt, ...(columnsOf(fields) as Prisma.ClaimUncheckedUpdateInput as object) },
  })
}

/** What can be written on a claim. People are given by id. */
export type ClaimChanges = Partial<
  Pick<
    ClaimRecord,
    | 'quote'
    | 'prefix'
    | 'suffix'
    | 'type'
    | 'priority'
    | 'state'
    | 'outcome'
    | 'verdict'
    | 'confidence'
    | 'confidenceReason'
    | 'freshness'
    | 'legalFlag'
    | 'statement'
    | 'tags'
  > & {
    assigneeId: string | null
    decision: { quote: string; sentence: string; version: number; at: Date; byId: string } | null
    change: { version: number; at: Date; byId: string | null } | null
  }
>

function columnsOf({ tags, decision, change, ...rest }: ClaimChanges): Prisma.ClaimUncheckedUpdateInput {
  return {
    ...(rest as Prisma.ClaimUncheckedUpdateInput),
    ...(tags === undefined ? {} : { tags: JSON.stringify(tags) }),
    ...(decision === undefined
      ? {}
      : {
          decisionQuote: decision?.quote ?? null,
          decisionSentence: decision?.sentence ?? null,
          decisionVersion: decision?.version ?? null,
          decisionAt: decision?.at ?? null,
          decisionById: decision?.byId ?? null,
        }),
    ...(change === undefined
      ? {}
      : { changedVersion: change?.version ?? null, changedAt: change?.at ?? null, changedById: change?.byId ?? null }),
  }
}

/** Writes a person's change if the claim is still at `revision`. False when it is not. */
export async function updateClaim(tx: Tx, id: string, revision: number, now: Date, changes: ClaimChanges): Promise<boolean> {
  const { count } = await tx.claim.updateMany({
    where: { id, revision, deletedAt: null },
    data: { ...columnsOf(changes), revision: revision + 1, updatedAt: now },
  })
  return count === 1
}

/** Writes what an edit of the text did to a claim. People's revision is not touched. */
export async function settleClaim(tx: Tx, id: string, changes: ClaimChanges): Promise<void> {
  await tx.claim.updateMany({ where: { id }, data: columnsOf(changes) })
}

export async function setClaimDeleted(tx: Tx, id: string, now: Date, isDeleted: boolean): Promise<void> {
  await tx.claim.update({ where: { id }, data: { deletedAt: isDeleted ? now : null, updatedAt: now, revision: { increment: 1 } } })
}

export interface BoardFilter {
  readonly state?: string | undefined
  readonly outcome?: string | undefined
  readonly freshness?: string | undefined
  readonly assigneeId?: string | null | undefined
  readonly articleId?: string | undefined
  readonly q?: string | undefined
  readonly cursor?: { readonly updatedAt: Date; readonly id: string } | undefined
  readonly limit: number
}

export type BoardClaim = ClaimRecord & { readonly article: { readonly id: string; readonly title: string } }

/** Claims across articles, last changed first. */
export async function listClaims(filter: BoardFilter): Promise<BoardClaim[]> {
  const { state, outcome, freshness, assigneeId, articleId, q, cursor, limit } = filter
  const rows = await database().claim.findMany({
    where: {
      deletedAt: null,
      article: { deletedAt: null },
      ...(state ? { state } : {}),
      ...(outcome === undefined ? {} : { outcome: outcome === 'none' ? null : outcome }),
      ...(freshness ? { freshness } : {}),
      ...(assigneeId === undefined ? {} : { assigneeId }),
      ...(articleId ? { articleId } : {}),
      ...(q ? { AND: [{ OR: [{ quote: { contains: q } }, { statement: { contains: q } }] }] } : {}),
      ...(cursor ? { OR: [{ updatedAt: { lt: cursor.updatedAt } }, { updatedAt: cursor.updatedAt, id: { lt: cursor.id } }] } : {}),
    },
    include: { ...include, article: { select: { id: true, title: true } } },
    orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
    take: limit,
  })
  const records = await withChangers(rows, database())
  return records.map((record, index) => ({ ...record, article: (rows[index] as (typeof rows)[number]).article }))
}

// The person of the last change has no relation of its own (the fourth to User would be one too many to read).
async function withChangers(rows: readonly Row[], tx: Tx): Promise<ClaimRecord[]> {
  const ids = [...new Set(rows.map((row) => row.changedById).filter((id): id is string => id !== null))]
  const people = ids.length === 0 ? [] : await tx.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })
  return rows.map((row) => toRecord(row, people.find((one) => one.id === row.changedById) ?? null))
}

function toRecord(row: Row, changer: { id: string; name: string } | null): ClaimRecord {
  return {
    id: row.id,
    articleId: row.articleId,
    number: row.number,
    revision: row.revision,
    quote: row.quote,
    prefix: row.prefix,
    suffix: row.suffix,
    type: row.type as ClaimRecord['type'],
    priority: row.priority as ClaimRecord['priority'],
    state: row.state as ClaimRecord['state'],
    outcome: row.outcome as ClaimRecord['outcome'],
    verdict: row.verdict as ClaimRecord['verdict'],
    confidence: row.confidence as ClaimRecord['confidence'],
    confidenceReason: row.confidenceReason,
    freshness: row.freshness as ClaimRecord['freshness'],
    legalFlag: row.legalFlag,
    statement: row.statement,
    tags: JSON.parse(row.tags) as string[],
    assignee: row.assignee,
    decision:
      row.decisionQuote !== null && row.decisionAt && row.decisionBy
        ? {
            quote: row.decisionQuote,
            sentence: row.decisionSentence ?? '',
            version: row.decisionVersion ?? 0,
            at: row.decisionAt,
            by: row.decisionBy,
          }
        : null,
    change: row.changedAt ? { version: row.changedVersion ?? 0, at: row.changedAt, by: changer } : null,
    createdBy: row.createdBy,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    noteCount: row._count.notes,
    evidenceCount: row._count.evidence,
  }
}

import 'server-only'
import type { ClaimType } from '@/lib/core/claim/claim'
import type { ClaimChanges } from '@/lib/core/claim/claim-changes'
import type { ClaimRecord } from '@/lib/core/claim/claim-record'
import { database, type Tx } from '@/lib/server/db'
import type { OpenedId } from '@/lib/server/store/opened-id'
import { indexNewTexts, indexQuery, indexText, ROWS_AT_ONCE } from '@/lib/server/store/search'
import { claimSearchText } from '@/lib/server/store/search-text'
import { selectRows } from '@/lib/server/store/sqlite/select-rows'
import { tieRow } from '@/lib/server/store/ties'
import { visibleTo } from '@/lib/server/store/visibility'
import { Prisma } from '@/prisma/generated/client'

/** A claim's columns as they lie in the database, with the names of its people and what hangs on it counted. */
interface Row {
  readonly id: string
  readonly articleId: string
  readonly number: number
  readonly revision: number
  readonly quote: string
  readonly prefix: string
  readonly suffix: string
  readonly type: string
  readonly priority: string
  readonly state: string
  readonly outcome: string | null
  readonly verdict: string | null
  readonly confidence: string | null
  readonly confidenceReason: string | null
  readonly evidenceOverride: string | null
  readonly freshness: string
  readonly legalFlag: boolean
  readonly legalKind: string | null
  readonly recheckOn: string | null
  readonly dueOn: string | null
  readonly statement: string | null
  readonly tags: string
  readonly assigneeId: string | null
  readonly assigneeName: string | null
  readonly decisionQuote: string | null
  readonly decisionSentence: string | null
  readonly decisionVersion: number | null
  readonly decisionAt: Date | null
  readonly decisionById: string | null
  readonly decisionByName: string | null
  readonly changedVersion: number | null
  readonly changedAt: Date | null
  readonly changedById: string | null
  readonly changedByName: string | null
  readonly createdById: string
  readonly createdByName: string
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly deletedAt: Date | null
  readonly noteCount: bigint | number
  readonly evidenceCount: bigint | number
}

// One statement for a claim and all that is told with it: relations read one by one cost several times as much.
const COLUMNS = Prisma.sql`c.*, u1."name" AS "assigneeName", u2."name" AS "decisionByName", u3."name" AS "changedByName", u4."name" AS "createdByName",
  (SELECT COUNT(*) FROM "Note" n WHERE n."claimId" = c."id" AND n."deletedAt" IS NULL) AS "noteCount",
  (SELECT COUNT(*) FROM "Evidence" e WHERE e."claimId" = c."id" AND e."deletedAt" IS NULL) AS "evidenceCount"`
const PEOPLE = Prisma.sql`LEFT JOIN "User" u1 ON u1."id" = c."assigneeId" LEFT JOIN "User" u2 ON u2."id" = c."decisionById"
  LEFT JOIN "User" u3 ON u3."id" = c."changedById" JOIN "User" u4 ON u4."id" = c."createdById"`

// In a transaction what it wrote is seen; outside one, what is committed.
function select(tx: Tx | undefined, query: Prisma.Sql): Promise<Row[]> {
  return tx ? tx.$queryRaw<Row[]>(query) : selectRows<Row>(query)
}

/** Claims of an article in the order they were made; reading order comes from the document. */
export async function claimsOfArticle(articleId: OpenedId, tx?: Tx): Promise<ClaimRecord[]> {
  const rows = await select(
    tx,
    Prisma.sql`SELECT ${COLUMNS} FROM "Claim" c ${PEOPLE} WHERE c."articleId" = ${articleId} AND c."deletedAt" IS NULL ORDER BY c."number"`,
  )
  return rows.map(toRecord)
}

/** Every claim an article ever had, with whether it is removed now. */
export async function claimsEverOfArticle(articleId: OpenedId): Promise<{ record: ClaimRecord; isDeleted: boolean }[]> {
  const rows = await selectRows<Row>(
    Prisma.sql`SELECT ${COLUMNS} FROM "Claim" c ${PEOPLE} WHERE c."articleId" = ${articleId} ORDER BY c."number"`,
  )
  return rows.map((row) => ({ record: toRecord(row), isDeleted: row.deletedAt !== null }))
}

/** Some claims of one article; those removed or of another article are not among them. */
export async function findClaims(articleId: OpenedId, ids: readonly string[], tx?: Tx): Promise<ClaimRecord[]> {
  const rows: Row[] = []
  // SQLite takes a limited number of parameters in one statement.
  for (let at = 0; at < ids.length; at += 500)
    rows.push(
      ...(await select(
        tx,
        Prisma.sql`SELECT ${COLUMNS} FROM "Claim" c ${PEOPLE}
          WHERE c."id" IN (${Prisma.join(ids.slice(at, at + 500))}) AND c."articleId" = ${articleId} AND c."deletedAt" IS NULL`,
      )),
    )
  return rows.map(toRecord)
}

export async function findClaim(articleId: OpenedId, id: string, tx?: Tx): Promise<ClaimRecord | null> {
  return (await findClaims(articleId, [id], tx))[0] ?? null
}

export async function findDeletedClaim(articleId: OpenedId, id: string, tx: Tx = database()): Promise<ClaimRecord | null> {
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT ${COLUMNS} FROM "Claim" c ${PEOPLE} WHERE c."id" = ${id} AND c."articleId" = ${articleId} AND c."deletedAt" IS NOT NULL`
  return row ? toRecord(row) : null
}

/** Which of these ids are claims of the article, the removed ones included. */
export async function knownClaimIds(articleId: OpenedId, ids: readonly string[], tx: Tx): Promise<Set<string>> {
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
  /** “other” unless said. */
  readonly type?: ClaimType
  readonly createdById: string
  readonly createdAt: Date
}

export async function insertClaim(tx: Tx, claim: NewClaim): Promise<void> {
  await insertClaims(tx, [{ claim, fields: {} }])
}

/** Adds claims, a few statements in all; `fields` are what is known of each from the start. */
export async function insertClaims(tx: Tx, claims: readonly { readonly claim: NewClaim; readonly fields: ClaimChanges }[]): Promise<void> {
  const rows = claims.map(({ claim, fields }) => ({
    ...(columnsOf(fields) as Partial<Prisma.ClaimCreateManyInput>),
    ...claim,
    updatedAt: claim.createdAt,
  }))
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) await tx.claim.createMany({ data: rows.slice(at, at + ROWS_AT_ONCE) })
  await indexNewTexts(
    tx,
    'claim',
    claims.map(({ claim, fields }) => ({
      id: claim.id,
      text: claimSearchText({ quote: claim.quote, statement: fields.statement ?? null }),
    })),
  )
  for (const { claim } of claims) tieRow(tx, 'Claim', claim.id)
}

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
export async function updateClaim(tx: Tx, claim: ClaimRecord, revision: number, now: Date, changes: ClaimChanges): Promise<boolean> {
  const { count } = await tx.claim.updateMany({
    where: { id: claim.id, revision, deletedAt: null },
    data: { ...columnsOf(changes), revision: revision + 1, updatedAt: now },
  })
  if (count !== 1) return false
  await indexChanged(tx, claim, changes)
  tieRow(tx, 'Claim', claim.id)
  return true
}

/** Writes what an edit of the text did to a claim. People's revision is not touched. */
export async function settleClaim(tx: Tx, claim: ClaimRecord, now: Date, changes: ClaimChanges): Promise<void> {
  await tx.claim.updateMany({ where: { id: claim.id }, data: { ...columnsOf(changes), updatedAt: now } })
  await indexChanged(tx, claim, changes)
  tieRow(tx, 'Claim', claim.id)
}

async function indexChanged(tx: Tx, claim: ClaimRecord, { quote, statement }: ClaimChanges): Promise<void> {
  if (quote === undefined && statement === undefined) return
  const words = { quote: quote ?? claim.quote, statement: statement === undefined ? claim.statement : statement }
  await indexText(tx, 'claim', claim.id, claimSearchText(words))
}

/** Says that something hanging on a claim changed: every change of a claim, of whatever kind, moves its time on. */
export async function touchClaim(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.claim.updateMany({ where: { id }, data: { updatedAt: now } })
  tieRow(tx, 'Claim', id)
}

export async function setClaimDeleted(tx: Tx, id: string, now: Date, isDeleted: boolean): Promise<void> {
  await tx.claim.update({ where: { id }, data: { deletedAt: isDeleted ? now : null, updatedAt: now, revision: { increment: 1 } } })
  tieRow(tx, 'Claim', id)
}

export interface BoardFilter {
  readonly state?: string | undefined
  readonly outcome?: string | undefined
  readonly freshness?: string | undefined
  readonly type?: string | undefined
  readonly priority?: string | undefined
  readonly confidence?: string | undefined
  /** "1": flagged for legal review. */
  readonly legal?: string | undefined
  readonly assigneeId?: string | null | undefined
  /** Whose decision stands. */
  readonly decidedById?: string | undefined
  /** To be looked at again on or before this ISO date. */
  readonly recheckBy?: string | undefined
  /** Due on or before this ISO date: those due first, first. */
  readonly dueBy?: string | undefined
  readonly articleId?: string | undefined
  readonly q?: string | undefined
  readonly cursor?: { readonly updatedAt: Date; readonly id: string } | undefined
  readonly limit: number
}

export type BoardClaim = ClaimRecord & { readonly article: { readonly id: string; readonly title: string } }

/** Columns that find what is due together. */
const DUE_INDEX: ReadonlySet<string> = new Set(['assigneeId', 'state', 'dueOn'])

/** Claims across the articles somebody may open: last changed first, or, when looked for by words, those whose words changed last. */
export async function listClaims(readerId: string, filter: BoardFilter): Promise<BoardClaim[]> {
  const {
    state,
    outcome,
    freshness,
    type,
    priority,
    confidence,
    legal,
    assigneeId,
    decidedById,
    recheckBy,
    dueBy,
    articleId,
    q,
    cursor,
    limit,
  } = filter
  const words = q ? indexQuery(q) : null
  if (q && !words) return []
  // Each with the index it is found by, the narrowest first. One is used: the database knows little of how rare a value is, and would choose another.
  const narrowing: readonly (readonly [isGiven: unknown, column: string, is: Prisma.Sql])[] = [
    [articleId, 'articleId', Prisma.sql`= ${articleId}`],
    [recheckBy, 'recheckOn', Prisma.sql`<= ${recheckBy}`],
    [legal, 'legalFlag', Prisma.sql`= 1`],
    [freshness && freshness !== 'fresh', 'freshness', Prisma.sql`= ${freshness}`],
    [decidedById, 'decisionById', Prisma.sql`= ${decidedById}`],
    [assigneeId, 'assigneeId', Prisma.sql`= ${assigneeId}`],
    [dueBy, 'dueOn', Prisma.sql`<= ${dueBy}`],
    [type, 'type', Prisma.sql`= ${type}`],
    [priority === 'high', 'priority', Prisma.sql`= ${priority}`],
    [state, 'state', Prisma.sql`= ${state}`],
    [freshness === 'fresh', 'freshness', Prisma.sql`= ${freshness}`],
    [assigneeId === null, 'assigneeId', Prisma.sql`IS NULL`],
    [priority && priority !== 'high', 'priority', Prisma.sql`= ${priority}`],
    [outcome && outcome !== 'none', 'outcome', Prisma.sql`= ${outcome}`],
    [outcome === 'none', 'outcome', Prisma.sql`IS NULL`],
    [confidence && confidence !== 'none', 'confidence', Prisma.sql`= ${confidence}`],
    [confidence === 'none', 'confidence', Prisma.sql`IS NULL`],
  ]
  const given = narrowing.filter(([isGiven]) => isGiven)
  const conditions = [
    Prisma.sql`c."deletedAt" IS NULL AND a."deletedAt" IS NULL AND ${visibleTo(readerId)}`,
    // A plus sign keeps an index from being used (SQLite, 4.7 of the query planner).
    ...given.map(
      ([, column, is], index) =>
        Prisma.sql`${Prisma.raw(`${!words && (index === 0 || (dueBy && DUE_INDEX.has(column))) ? '' : '+'}c."${column}"`)} ${is}`,
    ),
  ]
  // What is found by its day is few, and sorted afterwards.
  const updatedAt = Prisma.raw(`${given[0]?.[1] === 'recheckOn' ? '+' : ''}c."updatedAt"`)
  const rows = words
    ? await selectRows<Row & { articleTitle: string }>(Prisma.sql`
        SELECT ${COLUMNS}, a."title" AS "articleTitle" FROM "search_claim" s CROSS JOIN "SearchText" t ON t."row" = s.rowid
          CROSS JOIN "Claim" c ON c."id" = t."id" JOIN "Article" a ON a."id" = c."articleId" ${PEOPLE}
        WHERE s."search_claim" MATCH ${words} AND ${Prisma.join(conditions, ' AND ')}
          ${cursor ? Prisma.sql`AND s.rowid < (SELECT "row" FROM "SearchText" WHERE "kind" = 'claim' AND "id" = ${cursor.id})` : Prisma.empty}
        ORDER BY s.rowid DESC LIMIT ${limit}`)
    : await selectRows<Row & { articleTitle: string }>(Prisma.sql`
        SELECT ${COLUMNS}, a."title" AS "articleTitle" FROM "Claim" c CROSS JOIN "Article" a ON a."id" = c."articleId" ${PEOPLE}
        WHERE ${Prisma.join(conditions, ' AND ')}
          ${cursor ? Prisma.sql`AND (c."updatedAt", c."id") < (${cursor.updatedAt}, ${cursor.id})` : Prisma.empty}
        ORDER BY ${dueBy ? Prisma.sql`c."dueOn",` : Prisma.empty} ${updatedAt} DESC, c."id" DESC LIMIT ${limit}`)
  return rows.map((row) => ({ ...toRecord(row), article: { id: row.articleId, title: row.articleTitle } }))
}

function named(id: string | null, name: string | null): { id: string; name: string } | null {
  return id === null ? null : { id, name: name ?? '' }
}

function toRecord(row: Row): ClaimRecord {
  const decisionBy = named(row.decisionById, row.decisionByName)
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
    evidenceOverride: row.evidenceOverride,
    freshness: row.freshness as ClaimRecord['freshness'],
    legalFlag: row.legalFlag,
    legalKind: row.legalKind as ClaimRecord['legalKind'],
    recheckOn: row.recheckOn,
    dueOn: row.dueOn,
    statement: row.statement,
    tags: JSON.parse(row.tags) as string[],
    assignee: named(row.assigneeId, row.assigneeName),
    decision:
      row.decisionQuote !== null && row.decisionAt && decisionBy
        ? {
            quote: row.decisionQuote,
            sentence: row.decisionSentence ?? '',
            version: row.decisionVersion ?? 0,
            at: row.decisionAt,
            by: decisionBy,
          }
        : null,
    change: row.changedAt ? { version: row.changedVersion ?? 0, at: row.changedAt, by: named(row.changedById, row.changedByName) } : null,
    createdBy: { id: row.createdById, name: row.createdByName },
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    noteCount: Number(row.noteCount),
    evidenceCount: Number(row.evidenceCount),
  }
}

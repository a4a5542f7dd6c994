import 'server-only'
import type { ClaimState, Freshness, Outcome } from '@/lib/core/claim/claim'
import type { ArticleAccess } from '@/lib/core/permissions/article-access'
import { isPurgeDue, type Retention } from '@/lib/core/workflow/retention'
import { database, type Tx } from '@/lib/server/db'
import { indexQuery, indexText } from '@/lib/server/store/search'
import { articleSearchText } from '@/lib/server/store/search-text'
import { selectRows } from '@/lib/server/store/sqlite/select-rows'
import { tieRow } from '@/lib/server/store/ties'
import { visibleTo } from '@/lib/server/store/visibility'
import { Prisma } from '@/prisma/generated/client'

export interface ArticleRecord {
  readonly id: string
  readonly title: string
  /** Number of steps in its log; the version of its text. */
  readonly version: number
  readonly textHash: string
  readonly words: number
  readonly nextClaimNumber: number
  /** Length and head of its history chain. */
  readonly historySeq: number
  readonly historyHash: string
  readonly isSample: boolean
  readonly access: ArticleAccess
  /** Ids of the people on its list; empty when everyone on the desk may open it. */
  readonly people: readonly string[]
  /** People who check a claim of it blind, with the check. */
  readonly blindFor: Readonly<Record<string, string>>
  readonly hold: string | null
  readonly purgeOn: string | null
  /** Since when the assistant may see it though it is restricted, and confidential sources asked about for it; null: it may not. */
  readonly assistantFrom: Date | null
  readonly createdById: string
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly deletedAt: Date | null
}

type Row = Omit<ArticleRecord, 'people' | 'access' | 'blindFor'> & { readonly access: string; readonly blindFor: string | null }

function toRecord(row: Row, people: readonly string[]): ArticleRecord {
  return {
    id: row.id,
    title: row.title,
    version: row.version,
    textHash: row.textHash,
    words: row.words,
    nextClaimNumber: row.nextClaimNumber,
    historySeq: row.historySeq,
    historyHash: row.historyHash,
    isSample: row.isSample,
    access: row.access === 'listed' ? 'listed' : 'desk',
    people,
    blindFor: row.blindFor ? (JSON.parse(row.blindFor) as Record<string, string>) : {},
    hold: row.hold,
    purgeOn: row.purgeOn,
    assistantFrom: row.assistantFrom,
    createdById: row.createdById,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    deletedAt: row.deletedAt,
  }
}

export async function insertArticle(
  tx: Tx,
  article: Omit<
    ArticleRecord,
    'deletedAt' | 'nextClaimNumber' | 'version' | 'access' | 'people' | 'blindFor' | 'hold' | 'purgeOn' | 'assistantFrom'
  >,
): Promise<void> {
  await tx.article.create({ data: article })
  await indexText(tx, 'article', article.id, articleSearchText(article), { isNew: true })
  tieRow(tx, 'Article', article.id)
}

/** An article, in the bin or not. Only lib/server/article calls this: who may open it is asked there. */
export async function findArticle(id: string, tx: Tx = database()): Promise<ArticleRecord | null> {
  const row = await tx.article.findUnique({ where: { id } })
  if (!row) return null
  return toRecord(row, row.access === 'listed' ? await peopleOnList(id, tx) : [])
}

async function peopleOnList(articleId: string, tx: Tx): Promise<string[]> {
  const rows = await tx.articleAccess.findMany({
    where: { articleId },
    select: { userId: true },
    orderBy: [{ addedAt: 'asc' }, { userId: 'asc' }],
  })
  return rows.map((row) => row.userId)
}

export async function setArticleDeleted(tx: Tx, id: string, deletedAt: Date | null): Promise<void> {
  await tx.article.update({ where: { id }, data: { deletedAt } })
  tieRow(tx, 'Article', id)
}

/** Holds an article, lets it go, or sets the day its contents are purged. */
export async function setArticleRetention(tx: Tx, id: string, { hold, purgeOn }: Retention): Promise<void> {
  await tx.article.update({ where: { id }, data: { hold, purgeOn } })
  tieRow(tx, 'Article', id)
}

/** Closes an article to those who check a claim of it blind: person → check. */
export async function setBlindFor(tx: Tx, id: string, blindFor: Readonly<Record<string, string>>): Promise<void> {
  const kept = Object.keys(blindFor).length > 0 ? JSON.stringify(blindFor) : null
  await tx.article.update({ where: { id }, data: { blindFor: kept } })
  tieRow(tx, 'Article', id)
}

/** Lets the assistant see an article that is restricted, and confidential sources asked about for it, or no more. */
export async function setAssistantFrom(tx: Tx, id: string, from: Date | null): Promise<void> {
  await tx.article.update({ where: { id }, data: { assistantFrom: from } })
  tieRow(tx, 'Article', id)
}

/** Sets who may open an article: everyone, or the people listed. */
export async function setArticlePeople(
  tx: Tx,
  id: string,
  access: ArticleAccess,
  people: { readonly before: readonly string[]; readonly after: readonly string[] },
  by: { readonly id: string; readonly at: Date },
): Promise<void> {
  await tx.article.update({ where: { id }, data: { access } })
  tieRow(tx, 'Article', id)
  for (const userId of people.before.filter((one) => !people.after.includes(one))) {
    await tx.articleAccess.delete({ where: { articleId_userId: { articleId: id, userId } } })
    tieRow(tx, 'ArticleAccess', id, userId)
  }
  for (const userId of people.after.filter((one) => !people.before.includes(one))) {
    await tx.articleAccess.create({ data: { articleId: id, userId, addedById: by.id, addedAt: by.at } })
    tieRow(tx, 'ArticleAccess', id, userId)
  }
}

/** What moves when an article changes. */
export type ArticleHead = Pick<
  ArticleRecord,
  'version' | 'textHash' | 'words' | 'title' | 'updatedAt' | 'historySeq' | 'historyHash' | 'nextClaimNumber'
>

/** Moves the head of an article on. False when somebody else moved it first. */
export async function updateArticleHead(
  tx: Tx,
  id: string,
  expected: { readonly version: number; readonly historySeq: number },
  head: ArticleHead,
): Promise<boolean> {
  const { count } = await tx.article.updateMany({ where: { id, ...expected }, data: head })
  return count === 1
}

/** Gives an article another title and claim number before the rows of a change are tied. */
export async function describeArticle(
  tx: Tx,
  id: string,
  changes: Partial<Pick<ArticleRecord, 'title' | 'nextClaimNumber'>>,
): Promise<void> {
  await tx.article.update({ where: { id }, data: changes })
  if (changes.title !== undefined) await indexText(tx, 'article', id, articleSearchText({ title: changes.title }))
  tieRow(tx, 'Article', id)
}

export interface ListedArticle extends ArticleRecord {
  readonly createdBy: { readonly name: string }
}

/** Articles somebody may open, last changed first. `cursor` is where the page before ended. */
export async function listArticles(filter: {
  readonly readerId: string
  readonly q?: string | undefined
  readonly cursor?: { readonly updatedAt: Date; readonly id: string } | undefined
  readonly limit: number
  readonly inBin?: boolean | undefined
}): Promise<ListedArticle[]> {
  const { readerId, q, cursor, limit, inBin } = filter
  const words = q ? indexQuery(q) : null
  if (q && !words) return []
  const found = words
    ? Prisma.sql`"search_article" s CROSS JOIN "SearchText" t ON t."row" = s.rowid CROSS JOIN "Article" a ON a."id" = t."id"`
    : Prisma.sql`"Article" a`
  const rows = await selectRows<Row & { createdByName: string }>(Prisma.sql`
    SELECT a.*, u."name" AS "createdByName" FROM ${found} JOIN "User" u ON u."id" = a."createdById"
    WHERE ${inBin ? Prisma.sql`a."deletedAt" IS NOT NULL` : Prisma.sql`a."deletedAt" IS NULL`} AND ${visibleTo(readerId)}
      ${words ? Prisma.sql`AND s."search_article" MATCH ${words}` : Prisma.empty}
      ${cursor ? Prisma.sql`AND (a."updatedAt", a."id") < (${cursor.updatedAt}, ${cursor.id})` : Prisma.empty}
    ORDER BY a."updatedAt" DESC, a."id" DESC LIMIT ${limit}`)
  return rows.map((row) => ({ ...toRecord(row, []), createdBy: { name: row.createdByName } }))
}

export interface ClaimGroup {
  readonly articleId: string
  readonly state: ClaimState
  readonly outcome: Outcome | null
  readonly freshness: Freshness
  readonly weight: number
}

/** How many claims some articles have, by the axes that make their look. Kept, not counted. */
export async function countClaims(articleIds: readonly string[]): Promise<ClaimGroup[]> {
  if (articleIds.length === 0) return []
  const groups = await selectRows<{ articleId: string; state: string; outcome: string; freshness: string; count: number }>(
    Prisma.sql`SELECT * FROM "ClaimCount" WHERE "articleId" IN (${Prisma.join([...articleIds])}) AND "count" > 0`,
  )
  return groups.map(({ articleId, state, outcome, freshness, count }) => ({
    articleId,
    state: state as ClaimState,
    outcome: outcome === '' ? null : (outcome as Outcome),
    freshness: freshness as Freshness,
    weight: count,
  }))
}

/** Articles there are, in the bin or not, whoever may open them. */
export function countArticles(): Promise<number> {
  return database().article.count()
}

export interface PurgeRule {
  readonly binnedBefore: Date
  /** ISO date. */
  readonly today: string
}

/** Ids of articles that are to go: in the bin since before a time, or due on a day. What is held is not among them. */
export async function articlesToPurge(rule: PurgeRule): Promise<string[]> {
  return (await database().article.findMany({ where: isToGo(rule), select: { id: true } })).map(({ id }) => id)
}

/** Why an article is to go; null when it is to stay. */
export async function whyToPurge(tx: Tx, id: string, rule: PurgeRule): Promise<'bin' | 'date' | null> {
  const row = await tx.article.findFirst({ where: { id, ...isToGo(rule) }, select: { hold: true, purgeOn: true } })
  return row && (isPurgeDue(row, rule.today) ? 'date' : 'bin')
}

function isToGo({ binnedBefore, today }: PurgeRule) {
  return { hold: null, OR: [{ deletedAt: { lt: binnedBefore } }, { purgeOn: { lte: today } }] }
}

/** Deletes an article with everything that hangs on it, and files no other article has. What is left of its record, for the desk's: how many entries and rows, the head of its chain, the hash of its text. */
export async function purgeArticle(
  tx: Tx,
  id: string,
): Promise<{ readonly rows: number; readonly entries: number; readonly head: string; readonly textHash: string }> {
  const { historySeq, historyHash, textHash } = await tx.article.findUniqueOrThrow({ where: { id } })
  const claims = (await tx.claim.findMany({ where: { articleId: id }, select: { id: true } })).map((row) => row.id)
  const counts = [
    await tx.articleStep.count({ where: { articleId: id } }),
    await tx.historyEntry.count({ where: { articleId: id } }),
    claims.length,
  ]
  for (let at = 0; at < claims.length; at += 500)
    await tx.searchText.deleteMany({ where: { kind: 'claim', id: { in: claims.slice(at, at + 500) } } })
  await tx.searchText.deleteMany({ where: { kind: 'article', id } })
  await tx.article.delete({ where: { id } })
  await tx.attachment.deleteMany({ where: { articles: { none: {} }, captures: { none: {} } } })
  return { rows: counts.reduce((sum, count) => sum + count, 0), entries: historySeq, head: historyHash, textHash }
}

import 'server-only'
import type { ClaimState, Freshness, Outcome } from '@/lib/core/claim/claim'
import { database, type Tx } from '@/lib/server/db'
import type { Article } from '@/prisma/generated/client'

export type ArticleRecord = Article

export function insertArticle(tx: Tx, article: Omit<ArticleRecord, 'deletedAt' | 'nextClaimNumber' | 'version'>): Promise<ArticleRecord> {
  return tx.article.create({ data: article })
}

/** An article that is not in the bin. */
export function findArticle(id: string, tx: Tx = database()): Promise<ArticleRecord | null> {
  return tx.article.findFirst({ where: { id, deletedAt: null } })
}

export function findDeletedArticle(id: string, tx: Tx = database()): Promise<ArticleRecord | null> {
  return tx.article.findFirst({ where: { id, deletedAt: { not: null } } })
}

export async function setArticleDeleted(tx: Tx, id: string, deletedAt: Date | null): Promise<void> {
  await tx.article.update({ where: { id }, data: { deletedAt } })
}

/** Moves the head of an article on. False when somebody else moved it first. */
export async function updateArticleHead(
  tx: Tx,
  id: string,
  expected: { readonly version: number; readonly historySeq: number },
  head: Pick<ArticleRecord, 'version' | 'textHash' | 'words' | 'title' | 'updatedAt' | 'historySeq' | 'historyHash' | 'nextClaimNumber'>,
): Promise<boolean> {
  const { count } = await tx.article.updateMany({ where: { id, ...expected }, data: head })
  return count === 1
}

export interface ListedArticle extends ArticleRecord {
  readonly createdBy: { readonly name: string }
}

/** Articles, last changed first. `cursor` is what the page before gave as `nextCursor`. */
export async function listArticles(filter: {
  readonly q?: string | undefined
  readonly cursor?: { readonly updatedAt: Date; readonly id: string } | undefined
  readonly limit: number
  readonly inBin?: boolean | undefined
}): Promise<ListedArticle[]> {
  const { q, cursor, limit, inBin } = filter
  return database().article.findMany({
    where: {
      deletedAt: inBin ? { not: null } : null,
      ...(q ? { title: { contains: q } } : {}),
      ...(cursor ? { OR: [{ updatedAt: { lt: cursor.updatedAt } }, { updatedAt: cursor.updatedAt, id: { lt: cursor.id } }] } : {}),
    },
    include: { createdBy: { select: { name: true } } },
    orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
    take: limit,
  })
}

export interface ClaimGroup {
  readonly articleId: string
  readonly state: ClaimState
  readonly outcome: Outcome | null
  readonly freshness: Freshness
  readonly weight: number
}

/** Claims of some articles, counted by the axes that make their look. */
export async function countClaims(articleIds: readonly string[]): Promise<ClaimGroup[]> {
  const groups = await database().claim.groupBy({
    by: ['articleId', 'state', 'outcome', 'freshness'],
    where: { articleId: { in: [...articleIds] }, deletedAt: null },
    _count: { _all: true },
  })
  return groups.map(({ _count, ...axes }) => ({ ...(axes as Omit<ClaimGroup, 'weight'>), weight: _count._all }))
}

export function countArticles(): Promise<number> {
  return database().article.count()
}

import 'server-only'
import { type Progress, progressOf } from '@/lib/core/claim/progress'
import { readCursor, writeCursor } from '@/lib/server/boundary/cursor'
import { countClaims, listArticles as findArticles } from '@/lib/server/store/articles'

export interface ListedArticleView {
  readonly id: string
  readonly title: string
  readonly version: number
  readonly words: number
  readonly isSample: boolean
  readonly createdBy: string
  readonly createdAt: string
  readonly updatedAt: string
  readonly deletedAt: string | null
  readonly counts: Progress
}

/** Articles with their progress, last changed first. */
export async function listArticles(filter: {
  q?: string | undefined
  cursor?: string | undefined
  limit: number
  inBin?: boolean | undefined
}) {
  const { q, limit, inBin } = filter
  const rows = await findArticles({ q, limit: limit + 1, inBin, cursor: readCursor(filter.cursor) })
  const page = rows.slice(0, limit)
  const groups = await countClaims(page.map((article) => article.id))
  const articles: ListedArticleView[] = page.map((article) => ({
    id: article.id,
    title: article.title,
    version: article.version,
    words: article.words,
    isSample: article.isSample,
    createdBy: article.createdBy.name,
    createdAt: article.createdAt.toISOString(),
    updatedAt: article.updatedAt.toISOString(),
    deletedAt: article.deletedAt?.toISOString() ?? null,
    counts: progressOf(groups.filter((group) => group.articleId === article.id)),
  }))
  return { articles, nextCursor: rows.length > limit ? writeCursor(page[page.length - 1]) : null }
}

import 'server-only'
import { type Progress, progressOf } from '@/lib/core/claim/progress'
import { groupBy } from '@/lib/core/group-by'
import { can } from '@/lib/core/permissions/policy'
import { AppError } from '@/lib/server/app-error'
import { readCursor, writeCursor } from '@/lib/server/cursor'
import type { Actor } from '@/lib/server/session'
import { countClaims, listArticles as findArticles } from '@/lib/server/store/articles'

export interface ListedArticleView {
  readonly id: string
  readonly title: string
  readonly version: number
  readonly words: number
  readonly isSample: boolean
  /** Only the people on its list may open it. */
  readonly isRestricted: boolean
  /** Under a legal hold. */
  readonly isHeld: boolean
  readonly createdBy: string
  readonly createdAt: string
  readonly updatedAt: string
  readonly deletedAt: string | null
  readonly counts: Progress
}

/** Articles this person may open, with their progress, last changed first. */
export async function listArticles(
  actor: Actor,
  filter: { q?: string | undefined; cursor?: string | undefined; limit: number; inBin?: boolean | undefined },
) {
  const { q, limit, inBin } = filter
  if (inBin && !can(actor, 'article.read-bin')) throw new AppError('forbidden', 'Your role does not see the bin.')
  const rows = await findArticles({ readerId: actor.id, q, limit: limit + 1, inBin, cursor: readCursor(filter.cursor) })
  const page = rows.slice(0, limit)
  const groups = groupBy(await countClaims(page.map((article) => article.id)), (group) => group.articleId)
  const articles: ListedArticleView[] = page.map((article) => ({
    id: article.id,
    title: article.title,
    version: article.version,
    words: article.words,
    isSample: article.isSample,
    isRestricted: article.access === 'listed',
    isHeld: article.hold !== null,
    createdBy: article.createdBy.name,
    createdAt: article.createdAt.toISOString(),
    updatedAt: article.updatedAt.toISOString(),
    deletedAt: article.deletedAt?.toISOString() ?? null,
    counts: progressOf(groups.get(article.id) ?? []),
  }))
  return { articles, nextCursor: rows.length > limit ? writeCursor(page[page.length - 1]) : null }
}

import 'server-only'
import { type Progress, progressOf } from '@/lib/core/claim/progress'
import { groupBy } from '@/lib/core/group-by'
import { can } from '@/lib/core/permissions/policy'
import { SIGN_OFF_ROLES, type SignOffRole } from '@/lib/core/workflow/sign-off'
import { AppError } from '@/lib/server/app-error'
import { readCursor, writeCursor } from '@/lib/server/cursor'
import type { Actor } from '@/lib/server/session'
import { countClaims, listArticles as findArticles } from '@/lib/server/store/articles'
import { lastPublications } from '@/lib/server/store/publications'
import { standingSignOffs } from '@/lib/server/store/sign-offs'

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
  /** Roles that signed it; void where the text was changed since. */
  readonly signed: readonly { readonly role: SignOffRole; readonly isVoid: boolean }[]
  /** When it was last published, and whether the text was changed since; null before. */
  readonly published: { readonly at: string; readonly isChanged: boolean } | null
}

function presentPublished(published: { readonly at: Date; readonly isChanged: boolean } | undefined) {
  return published ? { at: published.at.toISOString(), isChanged: published.isChanged } : null
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
  const ids = page.map((article) => article.id)
  const groups = groupBy(await countClaims(ids), (group) => group.articleId)
  const signed = groupBy(await standingSignOffs(ids), (one) => one.articleId)
  const published = new Map((await lastPublications(ids)).map((one) => [one.articleId, one]))
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
    signed: SIGN_OFF_ROLES.flatMap((role) =>
      (signed.get(article.id) ?? []).filter((one) => one.role === role).map(({ isVoid }) => ({ role, isVoid })),
    ),
    published: presentPublished(published.get(article.id)),
  }))
  return { articles, nextCursor: rows.length > limit ? writeCursor(page[page.length - 1]) : null }
}

import 'server-only'
import type { Node } from '@tiptap/pm/model'
import { claimRanges } from '@/lib/editor/queries/claim-ranges'
import { textOf } from '@/lib/editor/text-map'
import { AppError } from '@/lib/server/boundary/app-error'
import { loadDocument } from '@/lib/server/live/article-document'
import { placeOf } from '@/lib/server/live/change-article'
import { type ClaimView, inReadingOrder, presentClaim } from '@/lib/server/present/claim'
import { type ArticleRecord, findArticle } from '@/lib/server/store/articles'
import { claimsOfArticle } from '@/lib/server/store/claims'

export interface ArticleView {
  readonly id: string
  readonly title: string
  readonly version: number
  readonly text: string
  readonly textHash: string
  readonly document: unknown
  readonly claims: readonly ClaimView[]
}

/** An article as it is now: document, canonical text, claims in reading order. */
export async function readArticle(articleId: string): Promise<ArticleView & { isSample: boolean; updatedAt: string; historySeq: number }> {
  const { article, doc } = await loadArticle(articleId)
  return {
    id: article.id,
    title: article.title,
    version: article.version,
    isSample: article.isSample,
    historySeq: article.historySeq,
    updatedAt: article.updatedAt.toISOString(),
    text: textOf(doc),
    textHash: article.textHash,
    document: doc.toJSON(),
    claims: await claimViews(article.id, doc),
  }
}

/** What an article is called, without opening it. */
export async function readArticleHead(articleId: string): Promise<{ id: string; title: string; isSample: boolean }> {
  const article = await findArticle(articleId)
  if (!article) throw new AppError('not-found')
  return { id: article.id, title: article.title, isSample: article.isSample }
}

/** An article's row and document, at the same version. */
export async function loadArticle(articleId: string): Promise<{ article: ArticleRecord; doc: Node }> {
  const article = await findArticle(articleId)
  if (!article) throw new AppError('not-found')
  return { article, doc: await loadDocument(articleId, article.version) }
}

/** All claims of an article with their places, in reading order. */
export async function claimViews(articleId: string, doc: Node): Promise<ClaimView[]> {
  const claims = await claimsOfArticle(articleId)
  const ranges = claimRanges(doc)
  // The sentence is shown only where it is what changed.
  return inReadingOrder(
    claims.map((claim) => presentClaim(claim, placeOf(doc, ranges.get(claim.id), { hasSentence: claim.freshness === 'context-changed' }))),
  )
}

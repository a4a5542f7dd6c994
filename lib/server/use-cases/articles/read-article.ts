import 'server-only'
import { textOf } from '@/lib/editor/text-map'
import { claimViews } from '@/lib/server/article/claim-views'
import { openArticle } from '@/lib/server/article/open-article'
import type { ClaimView } from '@/lib/server/present/claim'
import type { Actor } from '@/lib/server/session'

export interface ArticleView {
  readonly id: string
  readonly title: string
  readonly version: number
  readonly isSample: boolean
  readonly isRestricted: boolean
  /** Whether the reader brought it in. */
  readonly isOwn: boolean
  /** Length of its record: how far the claims are told. */
  readonly historySeq: number
  readonly updatedAt: string
  readonly text: string
  readonly textHash: string
  readonly document: unknown
  readonly claims: readonly ClaimView[]
}

/** An article as it is now: document, canonical text, claims in reading order. */
export async function readArticle(actor: Actor, articleId: string): Promise<ArticleView> {
  const open = await openArticle(actor, 'article.read', articleId)
  const { article } = open
  const doc = await open.document()
  return {
    id: article.id,
    title: article.title,
    version: article.version,
    isSample: article.isSample,
    isRestricted: article.access === 'listed',
    isOwn: article.createdById === actor.id,
    historySeq: article.historySeq,
    updatedAt: article.updatedAt.toISOString(),
    text: textOf(doc),
    textHash: article.textHash,
    document: doc.toJSON(),
    claims: await claimViews(open),
  }
}

export interface ArticleHeadView {
  readonly id: string
  readonly title: string
  readonly version: number
  readonly isSample: boolean
  readonly isRestricted: boolean
}

/** What an article is called and how far its text has come, without reading it. */
export async function readArticleHead(actor: Actor, articleId: string): Promise<ArticleHeadView> {
  const { article } = await openArticle(actor, 'article.read', articleId)
  const { id, title, version, isSample } = article
  return { id, title, version, isSample, isRestricted: article.access === 'listed' }
}

import 'server-only'
import { LRUCache } from 'lru-cache'
import { lookOf } from '@/lib/core/claim/look'
import { writeHtml } from '@/lib/editor/html/write-html'
import { shownProposals } from '@/lib/editor/queries/shown-proposals'
import { textOf } from '@/lib/editor/text-map'
import { claimViews } from '@/lib/server/article/claim-views'
import { openArticle } from '@/lib/server/article/open-article'
import type { ClaimView } from '@/lib/server/present/claim'
import type { ProposalView } from '@/lib/server/present/correction'
import type { Actor } from '@/lib/server/session'
import { claimsOfArticle } from '@/lib/server/store/claims'
import { doubtsOfArticle } from '@/lib/server/store/doubts'
import { openProposals, proposalViews } from '@/lib/server/use-cases/claims/write-corrections'

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
  /** Words that are proposed and not decided; without a range where theirs are not in the text any more. */
  readonly proposals: readonly ProposalView[]
}

/** An article as it is now: document, canonical text, claims in reading order. */
export async function readArticle(actor: Actor, articleId: string): Promise<ArticleView> {
  return (await openToRead(actor, articleId)).read()
}

/** The same with a stamp: while that is the same, so is every byte of what is read, whoever reads it. */
export async function openToRead(actor: Actor, articleId: string): Promise<{ stamp: string; read: () => Promise<ArticleView> }> {
  const open = await openArticle(actor, 'article.read', articleId)
  const { article } = open
  const head = {
    id: article.id,
    title: article.title,
    version: article.version,
    isSample: article.isSample,
    isRestricted: article.access === 'listed',
    isOwn: article.createdById === actor.id,
    // Every change of a claim, a note or a piece of evidence is an entry of the record.
    historySeq: article.historySeq,
    updatedAt: article.updatedAt.toISOString(),
    textHash: article.textHash,
  }
  const read = async () => {
    const doc = await open.document()
    return { ...head, text: textOf(doc), document: doc.toJSON(), claims: await claimViews(open), proposals: await proposalViews(open) }
  }
  // A source is withdrawn beside the article, and a day comes by itself.
  const doubts = [...(await doubtsOfArticle(open.id))]
  return { stamp: JSON.stringify([head, doubts, new Date().toISOString().slice(0, 10)]), read }
}

/** Texts kept ready to be read, in characters of all of them together. */
const READY = new LRUCache<string, string>({ maxSize: 30_000_000, sizeCalculation: (html) => html.length + 1 })

/** The text as the page shows it before its scripts are there, claims underlined; kept ready while nothing changes. */
export async function readReadableArticle(actor: Actor, articleId: string): Promise<string> {
  const open = await openArticle(actor, 'article.read', articleId)
  const { id, version, historySeq } = open.article
  const key = `${id}:${version}:${historySeq}`
  const known = READY.get(key)
  if (known !== undefined) return known
  const looks = new Map((await claimsOfArticle(open.id)).map((claim) => [claim.id, lookOf(claim)]))
  const doc = await open.document()
  const proposals = shownProposals(doc, await openProposals(open))
  const html = withMark(writeHtml(doc, (claimId) => looks.get(claimId) ?? null, proposals))
  READY.set(key, html)
  return html
}

/** About what a large screen holds, in characters of HTML. */
const SCREENFUL = 12_000

/** Marks the end of a block after about a screenful, or the end: the page is not painted before it arrived. */
function withMark(html: string): string {
  const end = html.indexOf('</p>', SCREENFUL)
  const at = end < 0 ? html.length : end
  return `${html.slice(0, at)}<span id="enough-to-read"></span>${html.slice(at)}`
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

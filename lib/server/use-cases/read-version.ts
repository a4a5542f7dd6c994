import 'server-only'
import { type ComparedRow, compareTexts } from '@/lib/core/article/compare-texts'
import type { ClaimState, Confidence, Freshness, Outcome } from '@/lib/core/claim/claim'
import type { Person } from '@/lib/core/claim/claim-record'
import { claimRanges } from '@/lib/editor/queries/claim-ranges'
import { textOf } from '@/lib/editor/text-map'
import { AppError } from '@/lib/server/boundary/app-error'
import { sha256 } from '@/lib/server/ids'
import { loadDocument } from '@/lib/server/live/article-document'
import { placeOf } from '@/lib/server/live/change-article'
import { type ClaimView, inReadingOrder, presentClaim } from '@/lib/server/present/claim'
import { authorOfStep } from '@/lib/server/store/article-log'
import { type ArticleRecord, findArticle } from '@/lib/server/store/articles'
import { claimsEverOfArticle } from '@/lib/server/store/claims'
import { historyOfArticle } from '@/lib/server/store/history'
import { namedVersions } from '@/lib/server/store/named-versions'

/** The text of an article as it was after `version` steps, with its claims as they stood and who wrote the last step. */
export async function readVersion(articleId: string, version: number) {
  const article = await findVersion(articleId, version)
  const doc = await loadDocument(articleId, version)
  const text = textOf(doc)
  const step = version > 0 ? await authorOfStep(articleId, version - 1) : null
  return {
    version,
    title: article.title,
    text,
    textHash: sha256(text),
    document: doc.toJSON() as unknown,
    at: (step?.at ?? article.createdAt).toISOString(),
    by: step?.user ?? null,
    names: (await namedVersions(articleId)).filter((one) => one.version === version).map((one) => one.name),
    claims: await claimsAsOf(articleId, version),
  }
}

/** Two versions beside each other. */
export async function compareVersions(
  articleId: string,
  from: number,
  to: number,
): Promise<{ from: number; to: number; rows: ComparedRow[] }> {
  await findVersion(articleId, Math.max(from, to))
  const [before, after] = [await loadDocument(articleId, from), await loadDocument(articleId, to)]
  return { from, to, rows: compareTexts(textOf(before), textOf(after)) }
}

async function findVersion(articleId: string, version: number): Promise<ArticleRecord> {
  const article = await findArticle(articleId)
  if (!article || version > article.version) throw new AppError('not-found', 'The article never had this version.')
  return article
}

/** What history keeps of a claim, in the form it was written down. */
interface Remembered {
  state?: ClaimState
  outcome?: Outcome | null
  confidence?: Confidence | null
  freshness?: Freshness
  decision?: {
    readonly quote: string
    readonly sentence: string
    readonly version: number
    readonly at: string
    readonly by: Person
  } | null
  [field: string]: unknown
}

/**
 * Claims as they stood while a version was the current one: today's fields,
 * less every change the history has since, on the words they were on then.
 */
export async function claimsAsOf(articleId: string, version: number): Promise<ClaimView[]> {
  const doc = await loadDocument(articleId, version)
  const places = claimRanges(doc)
  const since = (await historyOfArticle(articleId, { afterVersion: version, order: 'desc' })).filter((entry) =>
    entry.subject.startsWith('claim:'),
  )
  const fields = new Map<string, Remembered>()
  const notYet = new Set<string>()
  const bin = new Map<string, boolean>()
  for (const entry of since) {
    const id = entry.subject.slice('claim:'.length)
    const was = (entry.before ?? {}) as Remembered
    if (entry.action === 'claim.created') notYet.add(id)
    else if (entry.action === 'claim.removed') bin.set(id, false)
    else if (entry.action === 'claim.restored') bin.set(id, true)
    else if (entry.action === 'claim.updated' || entry.action === 'claim.decided') {
      const { assigneeId: _, quote: __, ...plain } = was
      fields.set(id, { ...fields.get(id), ...plain })
    } else if (/^claim\.(?:stale|fresh|context-changed|orphaned)$/.test(entry.action) && was.freshness)
      fields.set(id, { ...fields.get(id), freshness: was.freshness })
  }
  const claims = await claimsEverOfArticle(articleId)
  return inReadingOrder(
    claims
      .filter(({ record, isDeleted }) => !notYet.has(record.id) && !(bin.get(record.id) ?? isDeleted))
      .map(({ record }) => {
        const view = presentClaim(record, placeOf(doc, places.get(record.id)))
        const then = fields.get(record.id)
        return then ? ({ ...view, ...then } as ClaimView) : view
      }),
  )
}

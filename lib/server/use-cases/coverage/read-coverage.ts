import 'server-only'
import { isChecked } from '@/lib/core/claim/progress'
import { type Coverage, coverageOf } from '@/lib/core/coverage/coverage'
import type { DismissalReason } from '@/lib/core/coverage/dismissal'
import { sentencesInDocument } from '@/lib/editor/queries/sentences-in-block'
import { textOf } from '@/lib/editor/text-map'
import { claimViews } from '@/lib/server/article/claim-views'
import { type OpenArticle, openArticle } from '@/lib/server/article/open-article'
import type { ClaimView } from '@/lib/server/present/claim'
import type { Actor } from '@/lib/server/session'
import { dismissalsOfArticle } from '@/lib/server/store/dismissals'
import { readVersion } from '@/lib/server/use-cases/versions/read-version'

/**
 * Which sentences of an article have something to check, and which of those
 * nobody looked at; of an earlier version as its claims stood then. What was
 * waved away by name since counts there too: it is said of words, not of a version.
 */
export async function readCoverage(actor: Actor, articleId: string, version?: number): Promise<Coverage & { readonly version: number }> {
  const open = await openArticle(actor, 'article.read', articleId)
  if (version !== undefined && version !== open.article.version) {
    const { claims } = await readVersion(actor, articleId, version)
    return { version, ...(await coverageOfArticle({ id: open.id, document: () => open.document(version) }, claims)) }
  }
  return { version: open.article.version, ...(await coverageOfArticle(open, await claimViews(open))) }
}

/** The same for an article that is open, with its claims as they are now. */
export async function coverageOfArticle(open: Pick<OpenArticle, 'id' | 'document'>, claims: readonly ClaimView[]): Promise<Coverage> {
  const doc = await open.document()
  const dismissals = await dismissalsOfArticle(open.id)
  return coverageOf(
    textOf(doc),
    sentencesInDocument(doc),
    claims.map((claim) => ({
      id: claim.id,
      ranges: claim.ranges,
      isSettled: claim.state === 'dismissed' || isChecked(claim),
    })),
    dismissals
      .filter((one) => one.kind === 'sentence')
      .map((one) => ({ id: one.id, key: one.key, reason: one.reason as DismissalReason, by: one.createdBy })),
  )
}

import 'server-only'
import type { ClaimRecord } from '@/lib/core/claim/claim-record'
import { type Doubt, isDueAgain } from '@/lib/core/claim/doubts'
import { placeOf, placesOf } from '@/lib/editor/queries/claim-place'
import { claimRanges } from '@/lib/editor/queries/claim-ranges'
import type { OpenArticle } from '@/lib/server/article/open-article'
import { type ClaimView, inReadingOrder, presentClaim } from '@/lib/server/present/claim'
import { claimsOfArticle, findClaims } from '@/lib/server/store/claims'
import { doubtsOfArticle } from '@/lib/server/store/doubts'

/** All claims of an article with their places, in reading order. */
export async function claimViews(open: Pick<OpenArticle, 'id' | 'document'>): Promise<ClaimView[]> {
  const [claims, doc, doubts] = [await claimsOfArticle(open.id), await open.document(), await doubtsOfArticle(open.id)]
  const ranges = claimRanges(doc)
  // The sentence is shown only where it is what changed.
  const hasSentence = (freshness: ClaimView['freshness']) => freshness === 'context-changed' || freshness === 'reworded'
  return inReadingOrder(
    claims.map((claim) =>
      presentClaim(claim, placeOf(doc, ranges.get(claim.id), { hasSentence: hasSentence(claim.freshness) }), doubtsOn(claim, doubts)),
    ),
  )
}

/** Some claims of one article as they are now, in reading order. */
export async function claimViewsOf(open: Pick<OpenArticle, 'id' | 'document'>, ids: readonly string[]): Promise<ClaimView[]> {
  if (ids.length === 0) return []
  const places = placesOf(await open.document(), ids)
  const [claims, doubts] = [await findClaims(open.id, ids), await doubtsOfArticle(open.id)]
  return inReadingOrder(claims.map((claim) => presentClaim(claim, places.get(claim.id), doubtsOn(claim, doubts))))
}

/** What came up against a claim's decision, of what came up in its article and by its day. */
export function doubtsOn(claim: ClaimRecord, doubts: ReadonlyMap<string, readonly Doubt[]>): readonly Doubt[] {
  // Nothing is asked of what is not in the record any more.
  if (claim.state === 'dismissed' || claim.state === 'cut') return []
  const known = doubts.get(claim.id) ?? []
  return isDueAgain(claim, new Date().toISOString().slice(0, 10)) ? [...known, 'recheck'] : known
}

import 'server-only'
import { placeOf, placesOf } from '@/lib/editor/queries/claim-place'
import { claimRanges } from '@/lib/editor/queries/claim-ranges'
import type { OpenArticle } from '@/lib/server/article/open-article'
import { type ClaimView, inReadingOrder, presentClaim } from '@/lib/server/present/claim'
import { claimsOfArticle, findClaims } from '@/lib/server/store/claims'

/** All claims of an article with their places, in reading order. */
export async function claimViews(open: Pick<OpenArticle, 'id' | 'document'>): Promise<ClaimView[]> {
  const [claims, doc] = [await claimsOfArticle(open.id), await open.document()]
  const ranges = claimRanges(doc)
  // The sentence is shown only where it is what changed.
  const hasSentence = (freshness: ClaimView['freshness']) => freshness === 'context-changed' || freshness === 'reworded'
  return inReadingOrder(
    claims.map((claim) => presentClaim(claim, placeOf(doc, ranges.get(claim.id), { hasSentence: hasSentence(claim.freshness) }))),
  )
}

/** Some claims of one article as they are now, in reading order. */
export async function claimViewsOf(open: Pick<OpenArticle, 'id' | 'document'>, ids: readonly string[]): Promise<ClaimView[]> {
  if (ids.length === 0) return []
  const places = placesOf(await open.document(), ids)
  const claims = await findClaims(open.id, ids)
  return inReadingOrder(claims.map((claim) => presentClaim(claim, places.get(claim.id))))
}

import type { ArticleSnapshot, SnapshotClaim } from '@/lib/core/article/article-snapshot'
import { claimName, VERDICT_LABELS, type Verdict } from '@/lib/core/claim/claim'
import { cite } from '@/lib/core/evidence/source'

/** Places on the scale, 1 to 5; “unproven” has none. */
const RATING: Readonly<Record<Verdict, number | null>> = {
  false: 1,
  'mostly-false': 2,
  mixed: 3,
  'mostly-true': 4,
  true: 5,
  unproven: null,
}

/**
 * Verdicts on what others claimed as schema.org ClaimReview
 * (https://schema.org/ClaimReview), with where they were published. A claim
 * that cannot be one is named in `notIncluded`, which the context tells readers
 * of the data to pass over.
 */
export function writeClaimReview(snapshot: ArticleSnapshot): string {
  const published = snapshot.record.publications.find(({ address }) => address !== null)
  const found = snapshot.claims.map((claim) => ({ claim, reason: whyNot(claim, published?.address ?? null) }))
  const reviews = found.flatMap(({ claim, reason }) =>
    reason === null && published?.address && claim.verdict
      ? [reviewOf(claim, claim.verdict, snapshot, { address: published.address, at: published.at })]
      : [],
  )
  const notIncluded = found.flatMap(({ claim, reason }) =>
    reason === null ? [] : [{ claim: claimName(claim.number), words: claim.quote, reason }],
  )
  const graph = { '@context': ['https://schema.org', { notIncluded: null }], '@graph': reviews, notIncluded }
  return `${JSON.stringify(graph, null, 2)}\n`
}

/** Why a claim cannot be a ClaimReview; null when it can. */
function whyNot(claim: SnapshotClaim, address: string | null): string | null {
  if (address === null) return 'The article has no published web address.'
  if (claim.state !== 'checked' && claim.state !== 'cross-checked') return 'It is not checked.'
  if (claim.verdict === null) return 'There is no verdict on it: only what somebody else claimed is reviewed, not the article’s own words.'
  if (claim.freshness === 'stale' || claim.freshness === 'context-changed' || claim.freshness === 'orphaned')
    return 'Its words changed after it was decided.'
  return null
}

function reviewOf(
  claim: SnapshotClaim,
  verdict: Verdict,
  snapshot: ArticleSnapshot,
  published: { readonly address: string; readonly at: string },
) {
  const { origin, hostname } = new URL(published.address)
  const cited = [...new Set(claim.evidence.map(({ sourceId }) => sourceId))].flatMap(
    (id) => snapshot.sources.find((one) => one.id === id) ?? [],
  )
  const rating = RATING[verdict]
  return {
    '@type': 'ClaimReview',
    url: published.address,
    datePublished: published.at.slice(0, 10),
    claimReviewed: claim.statement ?? claim.quote,
    author: { '@type': 'Organization', name: hostname, url: origin },
    itemReviewed: { '@type': 'Claim', text: claim.quote },
    reviewRating: {
      '@type': 'Rating',
      ...(rating === null ? {} : { ratingValue: rating, worstRating: 1, bestRating: 5 }),
      alternateName: VERDICT_LABELS[verdict],
    },
    ...(cited.length > 0
      ? {
          citation: cited.map((source) => ({
            '@type': 'CreativeWork',
            name: cite(source),
            ...(source.URL && /^https?:\/\//i.test(source.URL) ? { url: source.URL } : {}),
          })),
        }
      : {}),
  }
}

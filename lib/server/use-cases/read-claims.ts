import 'server-only'
import { AppError } from '@/lib/server/boundary/app-error'
import { readCursor, writeCursor } from '@/lib/server/boundary/cursor'
import { placesOf } from '@/lib/server/live/change-article'
import { type ClaimView, inReadingOrder, presentClaim } from '@/lib/server/present/claim'
import { type CorrectionView, presentCorrection } from '@/lib/server/present/correction'
import { type EvidenceView, type NoteView, presentEvidence, presentNote, type Reader } from '@/lib/server/present/evidence'
import { type BoardFilter, findClaim, findClaims, listClaims } from '@/lib/server/store/claims'
import { correctionsOfClaims } from '@/lib/server/store/corrections'
import { evidenceOfClaims } from '@/lib/server/store/evidence'
import { notesOfClaims } from '@/lib/server/store/notes'
import { claimViews, loadArticle } from '@/lib/server/use-cases/read-article'

export interface ClaimFilter {
  readonly state?: string | undefined
  readonly outcome?: string | undefined
  readonly freshness?: string | undefined
  readonly assignee?: string | undefined
}

/** Claims of an article in reading order. */
export async function readClaims(articleId: string, filter: ClaimFilter = {}): Promise<ClaimView[]> {
  const { doc } = await loadArticle(articleId)
  const claims = await claimViews(articleId, doc)
  return claims.filter(
    (claim) =>
      (!filter.state || claim.state === filter.state) &&
      (!filter.outcome || (claim.outcome ?? 'none') === filter.outcome) &&
      (!filter.freshness || claim.freshness === filter.freshness) &&
      (!filter.assignee || (claim.assignee?.id ?? 'none') === filter.assignee),
  )
}

/** Some claims of one article as they are now, in reading order. */
export async function claimViewsOf(articleId: string, ids: readonly string[]): Promise<ClaimView[]> {
  if (ids.length === 0) return []
  const { doc } = await loadArticle(articleId)
  const places = placesOf(doc, ids)
  const claims = await findClaims(ids)
  return inReadingOrder(claims.map((claim) => presentClaim(claim, places.get(claim.id))))
}

export type ClaimDetail = ClaimView & {
  readonly notes: readonly NoteView[]
  readonly evidence: readonly EvidenceView[]
  readonly corrections: readonly CorrectionView[]
}

/** One claim with its notes and evidence. */
export async function readClaim(reader: Reader, claimId: string): Promise<ClaimDetail> {
  const claim = await findClaim(claimId)
  if (!claim) throw new AppError('not-found')
  const [view] = await claimViewsOf(claim.articleId, [claimId])
  if (!view) throw new AppError('not-found')
  const [notes, evidence, corrections] = await Promise.all([
    notesOfClaims([claimId]),
    evidenceOfClaims([claimId]),
    correctionsOfClaims([claimId]),
  ])
  return {
    ...view,
    notes: notes.map(presentNote),
    evidence: evidence.map((one) => presentEvidence(one, reader)),
    corrections: corrections.map(presentCorrection),
  }
}

export type BoardClaimView = ClaimView & { readonly article: { readonly id: string; readonly title: string } }

/** Claims across articles, last changed first. */
export async function readBoard(filter: Omit<BoardFilter, 'cursor'> & { readonly cursor?: string | undefined }) {
  const rows = await listClaims({ ...filter, limit: filter.limit + 1, cursor: readCursor(filter.cursor) })
  const page = rows.slice(0, filter.limit)
  // The board shows words, not places, so no document is opened for it.
  const claims: BoardClaimView[] = page.map((claim) => ({ ...presentClaim(claim, null), article: claim.article }))
  return { claims, nextCursor: rows.length > filter.limit ? writeCursor(page[page.length - 1]) : null }
}

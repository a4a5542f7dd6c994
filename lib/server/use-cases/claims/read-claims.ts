import 'server-only'
import { AppError } from '@/lib/server/app-error'
import { claimViews, claimViewsOf } from '@/lib/server/article/claim-views'
import { openArticle, openOwned } from '@/lib/server/article/open-article'
import { readCursor, writeCursor } from '@/lib/server/cursor'
import { type BoardClaimView, type ClaimView, presentClaim } from '@/lib/server/present/claim'
import type { ClaimDetail } from '@/lib/server/present/claim-detail'
import { presentContact } from '@/lib/server/present/contact'
import { presentCorrection } from '@/lib/server/present/correction'
import { presentEvidence, presentNote } from '@/lib/server/present/evidence'
import { presentSecondCheck } from '@/lib/server/present/second-check'
import type { Actor } from '@/lib/server/session'
import { checklistAnswersOf } from '@/lib/server/store/checklist-answers'
import { type BoardFilter, listClaims } from '@/lib/server/store/claims'
import { contactsOfClaim } from '@/lib/server/store/contacts'
import { correctionsOfClaim } from '@/lib/server/store/corrections'
import { evidenceOfClaim } from '@/lib/server/store/evidence'
import { notesOfClaim } from '@/lib/server/store/notes'
import { secondChecksOf } from '@/lib/server/store/second-checks'
import { checklistOf } from '@/lib/server/use-cases/claims/answer-checklist'
import { proofsOf } from '@/lib/server/use-cases/evidence/capture-source'

export interface ClaimFilter {
  readonly state?: string | undefined
  readonly outcome?: string | undefined
  readonly freshness?: string | undefined
  readonly assignee?: string | undefined
}

/** Claims of an article in reading order. */
export async function readClaims(actor: Actor, articleId: string, filter: ClaimFilter = {}): Promise<ClaimView[]> {
  const claims = await claimViews(await openArticle(actor, 'article.read', articleId))
  return claims.filter(
    (claim) =>
      (!filter.state || claim.state === filter.state) &&
      (!filter.outcome || (claim.outcome ?? 'none') === filter.outcome) &&
      (!filter.freshness || claim.freshness === filter.freshness) &&
      (!filter.assignee || (claim.assignee?.id ?? 'none') === filter.assignee),
  )
}

/** One claim with its notes, evidence and corrections. */
export async function readClaim(actor: Actor, claimId: string): Promise<ClaimDetail> {
  const open = await openOwned(actor, 'article.read', 'claim', claimId)
  const [[view], notes, evidence, corrections, contacts, checks, answers] = await Promise.all([
    claimViewsOf(open, [claimId]),
    notesOfClaim(open.id, claimId),
    evidenceOfClaim(open.id, claimId),
    correctionsOfClaim(open.id, claimId),
    contactsOfClaim(open.id, claimId),
    secondChecksOf(open.id, claimId),
    checklistAnswersOf(open.id, claimId),
  ])
  if (!view) throw new AppError('not-found')
  const proofs = await proofsOf(evidence)
  return {
    ...view,
    notes: notes.map(presentNote),
    evidence: evidence.map((one) => presentEvidence(one, actor, proofs.get(one.id) ?? null)),
    corrections: corrections.map(presentCorrection),
    // Of this claim, and nothing of what they said of others.
    contacts: contacts.map((contact) => {
      const view = presentContact(contact, actor)
      return { ...view, answers: view.answers.filter((answer) => answer.claimId === claimId) }
    }),
    checklist: await checklistOf(view.type, answers),
    secondChecks: checks.map(presentSecondCheck),
  }
}

/** Claims across the articles this person may open, last changed first. */
export async function readBoard(actor: Actor, filter: Omit<BoardFilter, 'cursor'> & { readonly cursor?: string | undefined }) {
  const rows = await listClaims(actor.id, { ...filter, limit: filter.limit + 1, cursor: readCursor(filter.cursor) })
  const page = rows.slice(0, filter.limit)
  // The board shows words, not places, so no document is opened for it.
  const claims: BoardClaimView[] = page.map((claim) => ({ ...presentClaim(claim, null), article: claim.article }))
  return { claims, nextCursor: rows.length > filter.limit ? writeCursor(page[page.length - 1]) : null }
}

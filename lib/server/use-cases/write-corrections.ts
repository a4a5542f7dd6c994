import 'server-only'
import { can } from '@/lib/core/permissions/policy'
import { editSteps } from '@/lib/editor/steps/edit-steps'
import { AppError } from '@/lib/server/boundary/app-error'
import { newId } from '@/lib/server/ids'
import { type ArticleChange, changeArticle, placesOf } from '@/lib/server/live/change-article'
import { type CorrectionView, presentCorrection } from '@/lib/server/present/correction'
import type { Actor } from '@/lib/server/session'
import { findClaim } from '@/lib/server/store/claims'
import { type CorrectionRecord, decideCorrection, findCorrection, insertCorrection } from '@/lib/server/store/corrections'

/** Proposes new words for a claim. The text does not change. */
export async function proposeCorrection(
  actor: Actor,
  claimId: string,
  input: { readonly after: string; readonly reason?: string | null | undefined },
): Promise<CorrectionView> {
  const claim = await findClaim(claimId)
  if (!claim) throw new AppError('not-found')
  const id = newId()
  await changeArticle(actor, claim.articleId, async (change) => {
    const { quote } = singlePlace(change, claimId)
    const after = input.after.trim()
    if (after === quote) throw new AppError('invalid-input', 'These are the words as they are. Change them, then propose.')
    await insertCorrection(change.tx, {
      id,
      claimId,
      before: quote,
      after,
      reason: input.reason?.trim() || null,
      proposedById: actor.id,
      proposedAt: change.now,
    })
    change.touchedClaimIds.add(claimId)
    await change.record('correction.proposed', `claim:${claimId}`, { words: quote }, { words: after, correctionId: id })
  })
  return readCorrection(id)
}

/**
 * Accepts a correction: its words take the place of the claim's, in the
 * actor's name, and the claim stays on them. Throws `refused` when the words
 * are not those it was proposed for any more.
 */
export async function acceptCorrection(actor: Actor, correctionId: string): Promise<CorrectionView> {
  const { correction, articleId } = await findOpen(correctionId)
  await changeArticle(actor, articleId, async (change) => {
    const place = singlePlace(change, correction.claimId)
    if (place.quote !== correction.before)
      throw new AppError(
        'refused',
        'The words were changed after this was proposed. Decline it, or propose it again for the words as they are.',
        {
          details: { now: place.quote, proposedFor: correction.before },
        },
      )
    await change.appendSteps(editSteps(change.doc, [{ ...place.range, text: correction.after }]), `correction-${correctionId}`)
    await decide(change, correction, { state: 'accepted', reason: null, appliedVersion: change.version })
    await change.record(
      'correction.accepted',
      `claim:${correction.claimId}`,
      { words: correction.before },
      { words: correction.after, version: change.version, correctionId },
    )
  })
  return readCorrection(correctionId)
}

/** Declines a correction with a reason, or takes back one's own. The text does not change. */
export async function declineCorrection(actor: Actor, correctionId: string, reason: string | null): Promise<CorrectionView> {
  const { correction, articleId } = await findOpen(correctionId)
  const isOwn = correction.proposedBy.id === actor.id
  if (!isOwn && !can(actor.role, 'correction.decide')) throw new AppError('forbidden')
  if (!isOwn && !reason?.trim()) throw new AppError('invalid-input', 'Say why in a sentence, for the person who proposed it.')
  await changeArticle(actor, articleId, async (change) => {
    const state = isOwn ? 'withdrawn' : 'declined'
    await decide(change, correction, { state, reason: reason?.trim() || null })
    await change.record(`correction.${state}`, `claim:${correction.claimId}`, { words: correction.after }, { reason, correctionId })
  })
  return readCorrection(correctionId)
}

async function decide(
  change: ArticleChange,
  correction: CorrectionRecord,
  decision: { readonly state: CorrectionRecord['state']; readonly reason: string | null; readonly appliedVersion?: number },
): Promise<void> {
  const { reason, ...rest } = decision
  const isFirst = await decideCorrection(change.tx, correction.id, {
    ...rest,
    decidedById: change.actor.id,
    decidedAt: change.now,
    decisionReason: reason,
  })
  if (!isFirst) throw new AppError('already-done', 'Somebody has decided this correction already.')
  change.touchedClaimIds.add(correction.claimId)
}

function singlePlace(change: ArticleChange, claimId: string) {
  const place = placesOf(change.doc, [claimId]).get(claimId)
  const [range] = place?.ranges ?? []
  if (!place || !range)
    throw new AppError('refused', 'The words of this claim are not in the article any more, so there is nothing to correct.')
  if (place.ranges.length > 1)
    throw new AppError('refused', 'This claim is on several stretches of text. Put it on one before you propose new words.')
  return { quote: place.quote, range }
}

async function findOpen(correctionId: string): Promise<{ correction: CorrectionRecord; articleId: string }> {
  const correction = await findCorrection(correctionId)
  const claim = correction && (await findClaim(correction.claimId))
  if (!correction || !claim) throw new AppError('not-found')
  if (correction.state !== 'proposed') throw new AppError('already-done', 'Somebody has decided this correction already.')
  return { correction, articleId: claim.articleId }
}

async function readCorrection(id: string): Promise<CorrectionView> {
  const correction = await findCorrection(id)
  if (!correction) throw new AppError('not-found')
  return presentCorrection(correction)
}

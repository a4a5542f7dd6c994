import 'server-only'
import { can } from '@/lib/core/permissions/policy'
import { difference } from '@/lib/core/workflow/judge-change'
import { placesOf } from '@/lib/editor/queries/claim-place'
import { editSteps } from '@/lib/editor/steps/edit-steps'
import { AppError } from '@/lib/server/app-error'
import { type ArticleChange, changeOwned } from '@/lib/server/article/change-article'
import { openOwned } from '@/lib/server/article/open-article'
import { newId } from '@/lib/server/ids'
import { type CorrectionView, presentCorrection } from '@/lib/server/present/correction'
import type { Actor } from '@/lib/server/session'
import { touchClaim, updateClaim as writeClaim } from '@/lib/server/store/claims'
import { type CorrectionRecord, decideCorrection, findCorrection, insertCorrection } from '@/lib/server/store/corrections'
import { findPerson } from '@/lib/server/store/people'
import { claimIn } from '@/lib/server/use-cases/claims/move-claim'

/** Proposes new words for a claim. The text does not change. */
export async function proposeCorrection(
  actor: Actor,
  claimId: string,
  input: { readonly after: string; readonly reason?: string | null | undefined },
): Promise<{ readonly id: string }> {
  const id = newId()
  return changeOwned(actor, 'correction.propose', 'claim', claimId, async (change) => {
    await claimIn(change, claimId)
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
    await touchClaim(change.tx, claimId, change.now)
    change.record({
      name: 'correction.proposed',
      subject: `claim:${claimId}`,
      before: { words: quote },
      after: { words: after, correctionId: id },
    })
    return { id }
  })
}

/**
 * Accepts a correction: its words take the place of the claim's, in the
 * actor's name, and the claim stays on them. Throws `refused` when the words
 * are not those it was proposed for any more.
 */
export async function acceptCorrection(actor: Actor, correctionId: string): Promise<void> {
  await changeOwned(actor, 'correction.accept', 'correction', correctionId, async (change) => {
    const correction = await openCorrection(change, correctionId)
    const place = singlePlace(change, correction.claimId)
    if (place.quote !== correction.before)
      throw new AppError(
        'refused',
        'The words were changed after this was proposed. Decline it, or propose it again for the words as they are.',
        { details: { now: place.quote, proposedFor: correction.before } },
      )
    await change.appendSteps(editSteps(change.doc, [{ ...place.range, text: correction.after }]), { kind: 'correction' })
    await decide(change, correction, { state: 'accepted', reason: null, appliedVersion: change.version })
    await decideOnNewWords(change, correction)
    change.record({
      name: 'correction.accepted',
      subject: `claim:${correction.claimId}`,
      before: { words: correction.before },
      after: { words: correction.after, version: change.version, correctionId },
    })
  })
}

/** Declines a correction with a reason, or takes back one's own. The text does not change. */
export async function declineCorrection(actor: Actor, correctionId: string, reason: string | null): Promise<void> {
  await changeOwned(actor, 'correction.decline', 'correction', correctionId, (change) => declineWithin(change, correctionId, reason))
}

/** The same inside a change of the article. */
export async function declineWithin(change: ArticleChange, correctionId: string, reason: string | null): Promise<void> {
  const correction = await openCorrection(change, correctionId)
  change.demand('correction.decline', { writtenBy: correction.proposedBy.id })
  const isOwn = correction.proposedBy.id === change.actor.id
  const why = reason?.trim() || null
  if (!isOwn && !why) throw new AppError('invalid-input', 'Say why in a sentence, for the person who proposed it.')
  const state = isOwn ? 'withdrawn' : 'declined'
  await decide(change, correction, { state, reason: why })
  change.record({
    name: `correction.${state}`,
    subject: `claim:${correction.claimId}`,
    before: { words: correction.after },
    after: { reason: why, correctionId },
  })
}

export async function readCorrection(actor: Actor, id: string): Promise<CorrectionView> {
  const open = await openOwned(actor, 'article.read', 'correction', id)
  const correction = await findCorrection(open.id, id)
  if (!correction) throw new AppError('not-found')
  return presentCorrection(correction)
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
  await touchClaim(change.tx, correction.claimId, change.now)
}

/**
 * Who proposed the words checked them: the claim is decided, in their name
 * where they may decide and else in the name of who accepts, as *changed*.
 */
async function decideOnNewWords(change: ArticleChange, { claimId, proposedBy }: CorrectionRecord): Promise<void> {
  const claim = await claimIn(change, claimId)
  const place = placesOf(change.doc, [claimId]).get(claimId)
  const proposer = await findPerson(proposedBy.id, change.tx)
  const decider = [proposer, change.actor].find((one) => one && can(one, 'claim.decide'))
  if (!place || !decider) return
  const changes = {
    outcome: 'changed',
    state: 'checked',
    decision: { quote: place.quote, sentence: place.sentence, version: change.version, at: change.now, byId: decider.id },
    freshness: 'fresh',
    change: null,
    quote: place.quote,
    prefix: place.prefix,
    suffix: place.suffix,
  } as const
  await writeClaim(change.tx, claim, claim.revision, change.now, changes)
  change.record({ name: 'claim.decided', subject: `claim:${claimId}`, ...difference(claim, changes) })
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

async function openCorrection(change: ArticleChange, correctionId: string): Promise<CorrectionRecord> {
  const correction = await findCorrection(change.id, correctionId, change.tx)
  if (!correction) throw new AppError('not-found')
  await claimIn(change, correction.claimId)
  if (correction.state !== 'proposed') throw new AppError('already-done', 'Somebody has decided this correction already.')
  return correction
}

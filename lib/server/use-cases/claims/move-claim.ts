import 'server-only'
import { anchorQuote } from '@/lib/core/anchoring/quote-selector'
import type { ClaimRecord } from '@/lib/core/claim/claim-record'
import { placesOf } from '@/lib/editor/queries/claim-place'
import { addClaimSteps, moveClaimSteps, removeClaimSteps } from '@/lib/editor/steps/claim-steps'
import { textOf } from '@/lib/editor/text-map'
import { AppError } from '@/lib/server/app-error'
import { type ArticleChange, changeOwned, settledChanges } from '@/lib/server/article/change-article'
import type { Actor } from '@/lib/server/session'
import { findClaim, findDeletedClaim, setClaimDeleted, settleClaim, touchClaim } from '@/lib/server/store/claims'
import { endChecksOf } from '@/lib/server/use-cases/claims/end-second-checks'
import { type ClaimSelector, resolveSelector } from '@/lib/server/use-cases/claims/resolve-selector'

/** Puts a claim on other words: a changed range, or an orphan attached again. */
export async function moveClaim(actor: Actor, claimId: string, selector: ClaimSelector): Promise<void> {
  await changeOwned(actor, 'claim.move', 'claim', claimId, (change) => moveWithin(change, claimId, selector))
}

/** The move itself, inside a change of the article. Null takes the claim off all words. */
export async function moveWithin(change: ArticleChange, claimId: string, selector: ClaimSelector | null): Promise<void> {
  const claim = await claimIn(change, claimId)
  const before = placesOf(change.doc, [claimId]).get(claimId)
  const steps = selector
    ? moveClaimSteps(change.doc, claimId, await resolveSelector(change, selector))
    : removeClaimSteps(change.doc, claimId)
  await change.appendSteps(steps, { kind: 'claim' })
  await touchClaim(change.tx, claimId, change.now)
  const after = placesOf(change.doc, [claimId]).get(claimId)
  change.record({
    name: 'claim.moved',
    subject: `claim:${claimId}`,
    before: { quote: before?.quote ?? claim.quote, ranges: before?.ranges ?? [] },
    after: { quote: after?.quote ?? '', ranges: after?.ranges ?? [] },
  })
}

/** Removes a claim and its mark. It can be brought back with {@link restoreClaim}. */
export async function removeClaim(actor: Actor, claimId: string): Promise<void> {
  await changeOwned(actor, 'claim.remove', 'claim', claimId, (change) => removeWithin(change, claimId))
}

/** The removal itself, inside a change of the article. */
export async function removeWithin(change: ArticleChange, claimId: string): Promise<void> {
  const claim = await claimIn(change, claimId)
  const place = placesOf(change.doc, [claimId]).get(claimId)
  // What the words and their surroundings are now is what it is brought back to.
  if (place) await settleClaim(change.tx, claim, change.now, { quote: place.quote, prefix: place.prefix, suffix: place.suffix })
  await endChecksOf(change, claimId)
  await setClaimDeleted(change.tx, claimId, change.now, true)
  change.removedClaimIds.add(claimId)
  await change.appendSteps(removeClaimSteps(change.doc, claimId), { kind: 'claim' })
  change.record({
    name: 'claim.removed',
    subject: `claim:${claimId}`,
    before: { number: claim.number, quote: place?.quote ?? claim.quote, ranges: place?.ranges ?? [] },
    after: null,
  })
}

/**
 * Brings a removed claim back on exactly its words. When they are not there
 * once, with the same surroundings, it comes back as an orphan for a person to place.
 */
export async function restoreClaim(actor: Actor, claimId: string): Promise<void> {
  await changeOwned(actor, 'claim.remove', 'claim', claimId, (change) => restoreWithin(change, claimId))
}

/** The same inside a change of the article. */
export async function restoreWithin(change: ArticleChange, claimId: string): Promise<void> {
  const claim = await findDeletedClaim(change.id, claimId, change.tx)
  if (!claim) throw new AppError('not-found')
  await setClaimDeleted(change.tx, claimId, change.now, false)
  const located = anchorQuote(textOf(change.doc), { exact: claim.quote, prefix: claim.prefix, suffix: claim.suffix })
  if (located.kind === 'found') await change.appendSteps(addClaimSteps(change.doc, claimId, located.range), { kind: 'claim' })
  else {
    const changes = settledChanges(claim, null, { version: change.version, at: change.now, byId: change.actor.id })
    if (changes) await settleClaim(change.tx, claim, change.now, changes)
  }
  change.record({
    name: 'claim.restored',
    subject: `claim:${claimId}`,
    before: null,
    after: { number: claim.number, isPlaced: located.kind === 'found' },
  })
}

/** A claim of the article being changed. Throws `not-found`. */
export async function claimIn(change: ArticleChange, claimId: string): Promise<ClaimRecord> {
  const claim = await findClaim(change.id, claimId, change.tx)
  if (!claim) throw new AppError('not-found')
  return claim
}

import 'server-only'
import { anchorQuote } from '@/lib/core/anchoring/quote-selector'
import { addClaimSteps, moveClaimSteps, removeClaimSteps } from '@/lib/editor/steps/claim-steps'
import { textOf } from '@/lib/editor/text-map'
import { AppError } from '@/lib/server/boundary/app-error'
import { newId } from '@/lib/server/ids'
import { changeArticle, placesOf, settledChanges } from '@/lib/server/live/change-article'
import type { Actor } from '@/lib/server/session'
import { findClaim, findDeletedClaim, setClaimDeleted, settleClaim } from '@/lib/server/store/claims'
import { type ClaimSelector, resolveSelector } from '@/lib/server/use-cases/create-claim'
import { readClaim } from '@/lib/server/use-cases/read-claims'

/** Puts a claim on other words: a changed range, or an orphan attached again. */
export async function moveClaim(actor: Actor, claimId: string, selector: ClaimSelector) {
  const claim = await findClaim(claimId)
  if (!claim) throw new AppError('not-found')
  await changeArticle(actor, claim.articleId, async (change) => {
    const before = placesOf(change.doc, [claimId]).get(claimId)
    const range = await resolveSelector(change, selector)
    await change.appendSteps(moveClaimSteps(change.doc, claimId, range), `server-${newId()}`)
    change.touchedClaimIds.add(claimId)
    const after = placesOf(change.doc, [claimId]).get(claimId)
    await change.record(
      'claim.moved',
      `claim:${claimId}`,
      { quote: before?.quote ?? claim.quote, ranges: before?.ranges ?? [] },
      { quote: after?.quote, ranges: after?.ranges },
    )
  })
  return readClaim(actor, claimId)
}

/** Removes a claim and its mark. It can be brought back with {@link restoreClaim}. */
export async function removeClaim(actor: Actor, claimId: string): Promise<void> {
  const claim = await findClaim(claimId)
  if (!claim) throw new AppError('not-found')
  await changeArticle(actor, claim.articleId, async (change) => {
    const place = placesOf(change.doc, [claimId]).get(claimId)
    // What the words and their surroundings are now is what it is brought back to.
    if (place) await settleClaim(change.tx, claimId, { quote: place.quote, prefix: place.prefix, suffix: place.suffix })
    await setClaimDeleted(change.tx, claimId, change.now, true)
    change.removedClaimIds.add(claimId)
    await change.appendSteps(removeClaimSteps(change.doc, claimId), `server-${newId()}`)
    await change.record(
      'claim.removed',
      `claim:${claimId}`,
      { number: claim.number, quote: place?.quote ?? claim.quote, ranges: place?.ranges ?? [] },
      null,
    )
  })
}

/**
 * Brings a removed claim back on exactly its words. When they are not there
 * once, with the same surroundings, it comes back as an orphan for a person to place.
 */
export async function restoreClaim(actor: Actor, claimId: string) {
  const claim = await findDeletedClaim(claimId)
  if (!claim) throw new AppError('not-found')
  await changeArticle(actor, claim.articleId, async (change) => {
    await setClaimDeleted(change.tx, claimId, change.now, false)
    const located = anchorQuote(textOf(change.doc), { exact: claim.quote, prefix: claim.prefix, suffix: claim.suffix })
    if (located.kind === 'found') await change.appendSteps(addClaimSteps(change.doc, claimId, located.range), `server-${newId()}`)
    else {
      const changes = settledChanges(claim, null, { version: change.version, at: change.now, byId: actor.id })
      if (changes) await settleClaim(change.tx, claimId, changes)
    }
    change.touchedClaimIds.add(claimId)
    await change.record('claim.restored', `claim:${claimId}`, null, { number: claim.number, isPlaced: located.kind === 'found' })
  })
  return readClaim(actor, claimId)
}

import 'server-only'
import type { Node } from '@tiptap/pm/model'
import { CLAIM_LIMITS, claimName } from '@/lib/core/claim/claim'
import { isChecked } from '@/lib/core/claim/progress'
import type { ReadSentence } from '@/lib/core/consistency/findings'
import { repeatsOf } from '@/lib/core/consistency/repeats'
import { LONGEST_SENTENCE } from '@/lib/core/detection/features'
import { foldText } from '@/lib/core/text/fold'
import { overlaps, type TextRange } from '@/lib/core/text/range'
import { placesOf } from '@/lib/editor/queries/claim-place'
import { sentencesInDocument } from '@/lib/editor/queries/sentences-in-block'
import { textOf } from '@/lib/editor/text-map'
import { AppError } from '@/lib/server/app-error'
import { changeOwned } from '@/lib/server/article/change-article'
import { claimViews } from '@/lib/server/article/claim-views'
import { type OpenArticle, openOwned } from '@/lib/server/article/open-article'
import { type ClaimView, presentClaim } from '@/lib/server/present/claim'
import { isHiddenFrom } from '@/lib/server/present/evidence'
import type { Actor } from '@/lib/server/session'
import { evidenceOfClaim } from '@/lib/server/store/evidence'
import { copyEvidence } from '@/lib/server/use-cases/claims/checked-before'
import { claimIn } from '@/lib/server/use-cases/claims/move-claim'
import { changeFields } from '@/lib/server/use-cases/claims/update-claim'

/** A place of the article that says the same as a claim, and the claim on it, if there is one. */
export interface Repeat extends TextRange {
  readonly words: string
  readonly claimId: string | null
}

export interface Repeats {
  readonly version: number
  /** What says the same as the claim does now. */
  readonly same: readonly Repeat[]
  /** What still says what the claim said when it was decided, where it says something else now. */
  readonly former: readonly Repeat[]
}

/** Where else the article says what a claim says, so that what is found for one place can be for all. */
export async function readRepeats(actor: Actor, claimId: string): Promise<Repeats> {
  const open = await openOwned(actor, 'article.read', 'claim', claimId)
  const claims = await claimViews(open)
  const claim = claims.find((one) => one.id === claimId)
  if (!claim) throw new AppError('not-found')
  const doc = await open.document()
  return { version: open.article.version, same: sameIn(doc, claims, claim), former: formerIn(doc, claims, claim) }
}

/** What says the same as a claim does now. */
function sameIn(doc: Node, claims: readonly ClaimView[], claim: ClaimView): Repeat[] {
  const sentence = placesOf(doc, [claim.id]).get(claim.id)?.sentence ?? claim.quote
  return placesSaying({ quote: claim.quote, sentence }, doc, claims, claim)
}

/** What still says what a claim said when it was decided, where it says something else now. */
function formerIn(doc: Node, claims: readonly ClaimView[], claim: ClaimView): Repeat[] {
  return saysAnother(claim) && claim.decision ? placesSaying(claim.decision, doc, claims, claim) : []
}

/** Where some words are said besides on a claim, each with the claim that stands there. */
function placesSaying(
  words: { readonly quote: string; readonly sentence: string },
  doc: Node,
  claims: readonly ClaimView[],
  claim: ClaimView,
): Repeat[] {
  const text = textOf(doc)
  return repeatsOf(words, sentencesOf(doc, text), claim.ranges).map(({ start, end, core }) => {
    // The claim on what is said again, not one on words between.
    const other = claims.find((one) => one.id !== claim.id && one.ranges.some((its) => overlaps(its, core)))
    return { start, end, words: text.slice(start, end), claimId: other?.id ?? null }
  })
}

/** Whether a claim says something else than when it was decided. */
function saysAnother({ decision, quote }: ClaimView): boolean {
  return decision !== null && foldText(decision.quote) !== foldText(quote)
}

const kept = new WeakMap<Node, readonly ReadSentence[]>()

function sentencesOf(doc: Node, text: string): readonly ReadSentence[] {
  const sentences =
    kept.get(doc) ??
    sentencesInDocument(doc).map(({ start, end }) => ({ start, end, text: text.slice(start, Math.min(end, start + LONGEST_SENTENCE)) }))
  kept.set(doc, sentences)
  return sentences
}

/**
 * Decides a claim as another of the same article is decided, because somebody
 * says that both state the same fact: the outcome, how sure, and the evidence
 * it rests on, all or nothing. Throws `refused` when the other one is not
 * checked as it stands, and what deciding throws.
 */
export async function decideSame(
  actor: Actor,
  claimId: string,
  input: { readonly from: string; readonly fromRevision: number; readonly revision: number; readonly quote: string },
): Promise<void> {
  const { from, fromRevision, revision, quote } = input
  await changeOwned(actor, 'claim.decide', 'claim', claimId, async (change) => {
    const [claim, earlier] = [await claimIn(change, claimId), await claimIn(change, from)]
    if (claim.id === earlier.id) throw new AppError('invalid-input', 'A claim cannot be decided by itself.')
    const name = claimName(earlier.number)
    if (earlier.revision !== fromRevision)
      throw new AppError('stale-version', `${name} was changed after you looked at it. Look at it again. Nothing was changed.`)
    if (!isChecked(presentClaim(earlier, null)) || !earlier.outcome)
      throw new AppError('refused', `${name} is not checked as it stands now. Decide it first. Nothing was changed.`)
    const offered = await evidenceOfClaim(change.id, from, change.tx)
    if (offered.some((one) => isHiddenFrom(actor, one.source)))
      throw new AppError(
        'refused',
        `${name} rests on a source that is kept from you. Somebody who may know it has to decide. Nothing was changed.`,
      )
    await copyEvidence(change, claimId, offered, { told: `The same fact as ${name}.`, isToBeConfirmed: false })
    const reason = `The same fact as ${name}${earlier.confidenceReason ? `: ${earlier.confidenceReason}` : '.'}`
    await changeFields(change, claimId, {
      revision,
      quote,
      outcome: earlier.outcome,
      state: earlier.state === 'cross-checked' ? 'checked' : earlier.state,
      ...(earlier.confidence ? { confidence: earlier.confidence } : {}),
      confidenceReason: reason.slice(0, CLAIM_LIMITS.confidenceReason),
    })
  })
}

/** Changed claims whose former words are looked for at once. */
const MOST_CHANGED = 100

/** The first claims that say something else than when they were decided, with the places that still say what they said. */
export async function formerWordsOf(
  open: Pick<OpenArticle, 'id' | 'document'>,
): Promise<readonly { readonly claim: ClaimView; readonly former: readonly Repeat[] }[]> {
  const claims = await claimViews(open)
  const changed = claims.filter((claim) => claim.ranges.length > 0 && saysAnother(claim)).slice(0, MOST_CHANGED)
  if (changed.length === 0) return []
  const doc = await open.document()
  return changed.map((claim) => ({ claim, former: formerIn(doc, claims, claim) }))
}

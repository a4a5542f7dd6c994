import 'server-only'
import type { Node } from '@tiptap/pm/model'
import { CLAIM_LIMITS, claimName } from '@/lib/core/claim/claim'
import { isChecked } from '@/lib/core/claim/progress'
import type { Sentence } from '@/lib/core/consistency/findings'
import { repeatsOf } from '@/lib/core/consistency/repeats'
import { LONGEST_SENTENCE } from '@/lib/core/detection/features'
import { foldText } from '@/lib/core/text/fold'
import { overlaps, type TextRange } from '@/lib/core/text/range'
import { sentenceRange, sentencesInDocument } from '@/lib/editor/queries/sentences-in-block'
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
  const { same, former } = repeatsIn(await open.document(), claims, claim)
  return { version: open.article.version, same, former }
}

/** The same in a document whose claims are known. */
export function repeatsIn(doc: Node, claims: readonly ClaimView[], claim: ClaimView): Pick<Repeats, 'same' | 'former'> {
  const text = textOf(doc)
  const sentences = sentencesOf(doc, text)
  const at = (quote: string, sentence: string) =>
    repeatsOf({ quote, sentence }, sentences, claim.ranges).map(({ start, end, core }): Repeat => {
      // The claim on what is said again, not one on words between.
      const other = claims.find((one) => one.id !== claim.id && one.ranges.some((its) => overlaps(its, core)))
      return { start, end, words: text.slice(start, end), claimId: other?.id ?? null }
    })
  const [first, last] = [claim.ranges[0], claim.ranges.at(-1)]
  const around = first && last ? sentenceRange(doc, { start: first.start, end: last.end }) : null
  return {
    // What only the findings ask for is not looked for twice.
    get same() {
      return at(claim.quote, around ? text.slice(around.start, around.end) : claim.quote)
    },
    get former() {
      return saysAnother(claim) && claim.decision ? at(claim.decision.quote, claim.decision.sentence) : []
    },
  }
}

/** Whether a claim says something else than when it was decided. */
export function saysAnother({ decision, quote }: ClaimView): boolean {
  return decision !== null && foldText(decision.quote) !== foldText(quote)
}

const kept = new WeakMap<Node, readonly Sentence[]>()

function sentencesOf(doc: Node, text: string): readonly Sentence[] {
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
  return changed.map((claim) => ({ claim, former: repeatsIn(doc, claims, claim).former }))
}

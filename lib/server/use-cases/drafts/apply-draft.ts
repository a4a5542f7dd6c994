import 'server-only'
import type { ClaimProposal } from '@/lib/core/anchoring/plan-draft'
import type { TextRange } from '@/lib/core/text/range'
import { quoteAt } from '@/lib/editor/queries/claim-ranges'
import { stepsBetween, withClaims } from '@/lib/editor/steps/document-steps'
import { textOf } from '@/lib/editor/text-map'
import { AppError } from '@/lib/server/app-error'
import { changeArticle } from '@/lib/server/article/change-article'
import { openArticle } from '@/lib/server/article/open-article'
import { NOT_DONE } from '@/lib/server/db'
import type { PlannedDraft } from '@/lib/server/present/draft'
import type { Actor } from '@/lib/server/session'
import { touchClaim } from '@/lib/server/store/claims'
import { setDraftApplied } from '@/lib/server/store/drafts'
import { findWaitingDraft, planFor } from '@/lib/server/use-cases/drafts/propose-draft'

/** A proposal somebody accepts: the best one for a claim, or the nth of its proposals. */
export type Accepted = string | { readonly claimId: string; readonly proposal: number }

/** How often a plan is made anew because somebody edited meanwhile. */
const TRIES = 3

/**
 * Puts a draft in place of the text, in one change: unchanged words keep their
 * authors, claims go where the plan says, the rest waits in the tray. Throws
 * `stale-version` when the article is not at `version` any more (when given).
 */
export async function applyDraft(
  actor: Actor,
  articleId: string,
  draftId: string,
  input: { readonly accept: readonly Accepted[]; readonly version?: number | undefined },
): Promise<{ readonly version: number }> {
  for (let attempt = 1; ; attempt++) {
    const open = await openArticle(actor, 'draft.bring', articleId)
    const draft = await findWaitingDraft(open, draftId)
    // Planned before the transaction: it takes time, and nobody waits for the lock meanwhile.
    const planned = await planFor(open, draft)
    if (input.version !== undefined && input.version !== planned.version)
      throw new AppError(
        'stale-version',
        'The article was edited after this preview was made. Look at the preview again before you apply it.',
      )
    const accepted = acceptedPlaces(planned, input.accept)
    const { plan } = planned
    const places: [string, readonly TextRange[]][] = [...plan.carried, ...plan.stale].map(({ claimId, ranges }) => [claimId, ranges])
    const target = withClaims(planned.after, [...places, ...[...accepted].map(([id, range]) => [id, [range]] as const)])
    const steps = stepsBetween(planned.before, target)
    const applied = await changeArticle(actor, 'draft.bring', articleId, async (change) => {
      if (change.article.version !== planned.version) return NOT_DONE
      await change.appendSteps(steps, { kind: 'draft' })
      if (!(await setDraftApplied(change.tx, draftId, change.version))) throw new AppError('already-done')
      const numbers = (ids: Iterable<string>) => [...ids].map((id) => planned.claims.get(id)?.number ?? 0)
      change.record({
        name: 'draft.applied',
        subject: 'text',
        before: { version: planned.version, textHash: change.article.textHash },
        after: {
          version: change.version,
          draftId,
          carried: plan.carried.length,
          stale: numbers(plan.stale.map((one) => one.claimId)),
          lost: numbers(plan.lost.filter((id) => !accepted.has(id))),
          accepted: numbers(accepted.keys()),
        },
      })
      for (const [id, range] of accepted) {
        await touchClaim(change.tx, id, change.now)
        change.record({
          name: 'claim.moved',
          subject: `claim:${id}`,
          before: { quote: quoteAt(textOf(planned.before), planned.claims.get(id)?.ranges ?? []) },
          after: { quote: textOf(planned.after).slice(range.start, range.end), ranges: [range] },
        })
      }
      return { version: change.version }
    })
    if (applied !== NOT_DONE) return applied
    if (attempt >= TRIES)
      throw new AppError('stale-version', 'The article is being edited right now. Nothing was applied; try again in a moment.')
  }
}

function acceptedPlaces({ plan }: PlannedDraft, accept: readonly Accepted[]): Map<string, ClaimProposal> {
  const places = new Map<string, ClaimProposal>()
  for (const one of accept) {
    const [claimId, at] = typeof one === 'string' ? [one, 0] : [one.claimId, one.proposal]
    const proposal = plan.proposals.filter((candidate) => candidate.claimId === claimId)[at]
    // A claim that finds its place by itself needs no acceptance.
    if (!proposal && [...plan.carried, ...plan.stale].some((placed) => placed.claimId === claimId)) continue
    if (!proposal) throw new AppError('invalid-input', 'There is no such proposal for one of the claims you accepted. Nothing was applied.')
    places.set(claimId, proposal)
  }
  return places
}

import 'server-only'
import { describeRange } from '@/lib/core/anchoring/quote-selector'
import { CLAIM_LIMITS } from '@/lib/core/claim/claim'
import type { ClaimPatch } from '@/lib/core/claim/claim-changes'
import { proposedType } from '@/lib/core/detection/claim-type'
import { addClaimSteps } from '@/lib/editor/steps/claim-steps'
import { textOf } from '@/lib/editor/text-map'
import { AppError } from '@/lib/server/app-error'
import { changeArticle } from '@/lib/server/article/change-article'
import { newId } from '@/lib/server/ids'
import type { Actor } from '@/lib/server/session'
import { insertClaim } from '@/lib/server/store/claims'
import { type ClaimSelector, resolveSelector } from '@/lib/server/use-cases/claims/resolve-selector'
import { changeFields } from '@/lib/server/use-cases/claims/update-claim'

/**
 * Makes a claim on some words; the server puts the mark. Throws
 * `ambiguous-quote` with the candidates, `quote-not-found`, or `invalid-input`.
 */
export async function createClaim(
  actor: Actor,
  articleId: string,
  selector: ClaimSelector,
  fields: ClaimPatch = {},
): Promise<{ readonly id: string }> {
  const id = newId()
  return changeArticle(actor, 'claim.create', articleId, async (change) => {
    const range = await resolveSelector(change, selector)
    const number = change.takeClaimNumber()
    if (number > CLAIM_LIMITS.claimsPerArticle)
      throw new AppError('too-large', `An article can have at most ${CLAIM_LIMITS.claimsPerArticle.toLocaleString('en')} claims.`)
    const text = textOf(change.doc)
    const { exact: quote, prefix, suffix } = describeRange(text, range)
    const type = fields.type === undefined ? proposedType(text, range) : null
    await insertClaim(change.tx, {
      id,
      articleId: change.id,
      number,
      quote,
      prefix,
      suffix,
      ...(type ? { type } : {}),
      createdById: actor.id,
      createdAt: change.now,
    })
    await change.appendSteps(addClaimSteps(change.doc, id, range), { kind: 'claim' })
    change.record({
      name: 'claim.created',
      subject: `claim:${id}`,
      before: null,
      after: { number, quote, start: range.start, end: range.end, version: change.version },
    })
    if (Object.keys(fields).length > 0) await changeFields(change, id, { revision: 1, ...fields })
    return { id }
  })
}

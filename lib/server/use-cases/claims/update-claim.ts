import 'server-only'
import type { ClaimPatch } from '@/lib/core/claim/claim-changes'
import type { ClaimRecord } from '@/lib/core/claim/claim-record'
import { type CountedEvidence, judgeEvidence } from '@/lib/core/evidence/evidence-rule'
import { changesNothing, difference, isDeciding, judgeChange } from '@/lib/core/workflow/judge-change'
import { placesOf } from '@/lib/editor/queries/claim-place'
import { AppError } from '@/lib/server/app-error'
import { type ArticleChange, changeOwned } from '@/lib/server/article/change-article'
import { doubtsOn } from '@/lib/server/article/claim-views'
import { presentClaim } from '@/lib/server/present/claim'
import type { Actor } from '@/lib/server/session'
import { findClaim, updateClaim as writeClaim } from '@/lib/server/store/claims'
import { doubtsOfArticle } from '@/lib/server/store/doubts'
import { type EvidenceRecord, evidenceOfClaim } from '@/lib/server/store/evidence'
import { findPerson, listPeople } from '@/lib/server/store/people'
import { deskSettings } from '@/lib/server/use-cases/desk/change-settings'
import { notify } from '@/lib/server/use-cases/notifications/notify'

/** What the person saw when they changed it. */
export interface Seen {
  readonly revision: number
  /** The words, when a decision is made on them. */
  readonly quote?: string | undefined
}

/**
 * Changes a claim on any axis. Throws `stale-revision` with both values when
 * somebody changed it since `revision`, and `refused` with the reasons when
 * the workflow forbids it.
 */
export async function updateClaim(actor: Actor, claimId: string, patch: ClaimPatch & Seen): Promise<void> {
  // Each field has its own row of the policy table, asked by `judgeChange`.
  await changeOwned(actor, 'article.read', 'claim', claimId, (change) => changeFields(change, claimId, patch))
}

/** The change itself, inside a change of the article. */
export async function changeFields(change: ArticleChange, claimId: string, patch: ClaimPatch & Seen): Promise<void> {
  const { revision, quote, ...fields } = patch
  if (Object.keys(fields).length === 0) throw new AppError('bad-request', 'Nothing to change was given.')
  const claim = await findClaim(change.id, claimId, change.tx)
  if (!claim) throw new AppError('not-found')
  const place = placesOf(change.doc, [claimId]).get(claimId) ?? null
  const judged = judgeChange(claim, fields, change.actor, place, {
    at: change.now,
    version: change.version,
    evidenceProblem: isDeciding(fields) ? await evidenceProblemOf(change, claimId) : null,
  })
  if (judged.kind === 'forbidden') throw new AppError('forbidden', undefined, { log: `${change.actor.role} ${judged.action}` })
  const stale = async () => {
    const doubts = doubtsOn(claim, await doubtsOfArticle(change.id, change.tx))
    return new AppError('stale-revision', undefined, { details: { current: presentClaim(claim, place, doubts), yours: fields } })
  }
  // Deciding is on words somebody saw; when the text moved on meanwhile they look again.
  const isUnseen = quote !== undefined && place !== null && quote !== place.quote && isDeciding(fields)
  if (claim.revision !== revision || isUnseen) throw await stale()
  if (fields.assignee) {
    const assignee = await findPerson(fields.assignee, change.tx)
    if (!assignee || assignee.disabledAt) throw new AppError('invalid-input', 'The person you assigned is not on this desk.')
    if (change.article.access === 'listed' && !change.article.people.includes(assignee.id))
      throw new AppError('invalid-input', 'The person you assigned may not open this article. Put them on its list first.')
  }
  if (judged.kind === 'refused')
    throw new AppError('refused', judged.refusals.map((refusal) => refusal.message).join(' '), { details: { reasons: judged.refusals } })
  // Nothing is written for what stands already.
  if (changesNothing(claim, judged.changes) && !(judged.changes.decision && (await hasDoubt(change, claim)))) return
  if (!(await writeClaim(change.tx, claim, revision, change.now, judged.changes))) throw await stale()
  if (judged.changes.assigneeId) await notify(change, { to: [judged.changes.assigneeId], kind: 'assigned', claimId })
  if (judged.changes.legalFlag && !claim.legalFlag) {
    const lawyers = (await listPeople()).filter((person) => person.role === 'legal')
    await notify(change, { to: lawyers.map((person) => person.id), kind: 'legal', claimId })
  }
  change.record({
    name: judged.changes.decision ? 'claim.decided' : 'claim.updated',
    subject: `claim:${claimId}`,
    ...difference(claim, judged.changes),
  })
}

/**
 * Whether something came up since it was decided: who decides the same again
 * has looked at that. Not a check that found something else: a third person settles it.
 */
async function hasDoubt(change: ArticleChange, claim: ClaimRecord): Promise<boolean> {
  const doubts = doubtsOn(claim, await doubtsOfArticle(change.id, change.tx))
  return doubts.length > 0 && !doubts.includes('differ')
}

/** Why the evidence of a claim does not carry “confirmed” on this desk; null when it does. */
async function evidenceProblemOf(change: ArticleChange, claimId: string): Promise<string | null> {
  const { evidenceRule } = await deskSettings(change.tx)
  return evidenceRule === 'none' ? null : judgeEvidence(evidenceRule, counted(await evidenceOfClaim(change.id, claimId, change.tx)))
}

/** Evidence as the rule counts it. */
export function counted(evidence: readonly EvidenceRecord[]): CountedEvidence[] {
  return evidence
    .filter((one) => !one.isToBeConfirmed)
    .map(({ stance, directness, source }) => ({
      stance,
      directness,
      sourceId: source.id,
      independenceGroup: source.independenceGroup,
      standing: source.standing,
    }))
}

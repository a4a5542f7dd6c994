import 'server-only'
import type { ClaimState, Outcome } from '@/lib/core/claim/claim'
import type { ClaimRecord } from '@/lib/core/claim/claim-record'
import { type Action, can } from '@/lib/core/permissions/policy'
import { isDecided, judgeConfidence, judgeTransition, type Refusal } from '@/lib/core/workflow/workflow'
import { AppError } from '@/lib/server/boundary/app-error'
import { type ArticleChange, type ClaimPlace, changeArticle, placesOf } from '@/lib/server/live/change-article'
import { presentClaim } from '@/lib/server/present/claim'
import type { Actor } from '@/lib/server/session'
import { type ClaimChanges, findClaim, updateClaim as writeClaim } from '@/lib/server/store/claims'
import { findPerson } from '@/lib/server/store/people'
import { readClaim } from '@/lib/server/use-cases/read-claims'

/** What the person saw when they changed it. */
export interface Seen {
  readonly revision: number
  /** The words, when a decision is made on them. */
  readonly quote?: string | undefined
}

/** What a person may change on a claim. */
export type ClaimPatch = Partial<
  Pick<
    ClaimRecord,
    'type' | 'priority' | 'state' | 'outcome' | 'verdict' | 'confidence' | 'confidenceReason' | 'legalFlag' | 'statement' | 'tags'
  >
> & { readonly assignee?: string | null }

const ACTION_OF_FIELD: Record<keyof ClaimPatch, Action> = {
  type: 'claim.describe',
  priority: 'claim.describe',
  statement: 'claim.describe',
  tags: 'claim.describe',
  assignee: 'claim.describe',
  state: 'claim.decide',
  outcome: 'claim.decide',
  verdict: 'claim.decide',
  confidence: 'claim.decide',
  confidenceReason: 'claim.decide',
  legalFlag: 'claim.flag-legal',
}

/**
 * Changes a claim on any axis. Throws `stale-revision` with both values when
 * somebody changed it since `revision`, and `refused` with the reasons when
 * the workflow forbids it.
 */
export async function updateClaim(actor: Actor, claimId: string, patch: ClaimPatch & Seen) {
  const claim = await findClaim(claimId)
  if (!claim) throw new AppError('not-found')
  await changeArticle(actor, claim.articleId, (change) => planClaimChange(change, claimId, patch))
  return readClaim(actor, claimId)
}

/** The change itself, inside a change of the article. */
export async function planClaimChange(change: ArticleChange, claimId: string, patch: ClaimPatch & Seen): Promise<void> {
  const { revision, quote, ...fields } = patch
  if (Object.keys(fields).length === 0) throw new AppError('bad-request', 'Nothing to change was given.')
  const claim = await findClaim(claimId, change.tx)
  if (!claim) throw new AppError('not-found')
  for (const field of Object.keys(fields) as (keyof ClaimPatch)[])
    if (!can(change.actor.role, ACTION_OF_FIELD[field]))
      throw new AppError('forbidden', undefined, { log: `${change.actor.role} ${ACTION_OF_FIELD[field]}` })
  const place = placesOf(change.doc, [claimId]).get(claimId) ?? null
  const stale = () => new AppError('stale-revision', undefined, { details: { current: presentClaim(claim, place), yours: fields } })
  // Deciding is on words somebody saw; when the text moved on meanwhile they look again.
  const isUnseen = quote !== undefined && place !== null && quote !== place.quote && isDeciding(fields)
  if (claim.revision !== revision || isUnseen) throw stale()
  if (fields.assignee) {
    const assignee = await findPerson(fields.assignee, change.tx)
    if (!assignee || assignee.disabledAt) throw new AppError('invalid-input', 'The person you assigned is not on this desk.')
  }
  const judged = judgeChange(claim, fields, change.actor, place, { at: change.now, version: change.version })
  if (judged.refusals.length > 0)
    throw new AppError('refused', judged.refusals.map((refusal) => refusal.message).join(' '), {
      details: { reasons: judged.refusals },
    })
  if (!(await writeClaim(change.tx, claimId, revision, change.now, judged.changes))) throw stale()
  change.touchedClaimIds.add(claimId)
  const { before, after } = difference(claim, judged.changes)
  await change.record(judged.changes.decision ? 'claim.decided' : 'claim.updated', `claim:${claimId}`, before, after)
}

interface Judged {
  readonly refusals: readonly Refusal[]
  readonly changes: ClaimChanges
}

/** What a patch does to a claim, or why not. Pure but for its arguments. */
export function judgeChange(
  claim: ClaimRecord,
  patch: ClaimPatch,
  actor: Actor,
  place: ClaimPlace | null,
  now: { readonly at: Date; readonly version: number },
): Judged {
  const { assignee, ...own } = patch
  const state: ClaimState = patch.state ?? claim.state
  const isReopened = patch.state !== undefined && isDecided(claim.state) && !isDecided(patch.state)
  const outcome: Outcome | null = patch.outcome !== undefined ? patch.outcome : isReopened ? null : claim.outcome
  const proposed = {
    outcome,
    confidence: patch.confidence !== undefined ? patch.confidence : claim.confidence,
    confidenceReason: patch.confidenceReason !== undefined ? patch.confidenceReason : claim.confidenceReason,
    isOrphaned: place === null,
    decidedById: claim.decision?.by.id ?? null,
  }
  const refusals: Refusal[] = []
  if (state !== claim.state) refusals.push(...judgeTransition(claim.state, state, actor, proposed))
  else if (isDecided(state) && outcome === null)
    refusals.push({ requirement: 'has-outcome', message: 'A checked claim has an outcome. Reopen the claim to take it away.' })
  if (patch.confidence !== undefined || patch.confidenceReason !== undefined) refusals.push(...judgeConfidence(proposed))

  const isNew = isDeciding(patch)
  if (isNew && !place && state !== 'cut')
    refusals.push({
      requirement: 'words-present',
      message: 'The words of this claim are not in the article any more, so they cannot be decided on.',
    })
  const isUndecided = outcome === null && !isNew && claim.decision !== null
  const decision =
    isNew && place
      ? { quote: place.quote, sentence: place.sentence, version: now.version, at: now.at, byId: actor.id }
      : isUndecided
        ? null
        : undefined
  return {
    refusals,
    changes: {
      ...own,
      // A new decision by one person is not cross-checked any more.
      ...(isNew &&
      claim.state === 'cross-checked' &&
      patch.state === undefined &&
      (outcome !== claim.outcome || place?.quote !== claim.decision?.quote)
        ? { state: 'checked' as const }
        : {}),
      ...(outcome !== claim.outcome || patch.outcome !== undefined ? { outcome } : {}),
      ...(assignee === undefined ? {} : { assigneeId: assignee }),
      ...(decision === undefined ? {} : { decision }),
      ...(decision === undefined ? {} : { freshness: place ? 'fresh' : 'orphaned', change: null }),
    },
  }
}

/** Stating an outcome, or checking, is deciding on the words as they are now; doing it again re-confirms. */
function isDeciding(patch: ClaimPatch): boolean {
  return (patch.outcome !== undefined && patch.outcome !== null) || (patch.state !== undefined && isDecided(patch.state))
}

function difference(claim: ClaimRecord, changes: ClaimChanges) {
  const before: Record<string, unknown> = {}
  const after: Record<string, unknown> = {}
  for (const [field, value] of Object.entries(changes)) {
    if (field === 'change') continue
    const was = field === 'assigneeId' ? (claim.assignee?.id ?? null) : (claim as unknown as Record<string, unknown>)[field]
    if (JSON.stringify(was) === JSON.stringify(value)) continue
    before[field] = was
    after[field] = value
  }
  return { before, after }
}

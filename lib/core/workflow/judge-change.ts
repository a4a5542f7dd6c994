import type { ClaimState, Outcome } from '@/lib/core/claim/claim'
import type { ClaimChanges, ClaimPatch, ClaimPlace } from '@/lib/core/claim/claim-changes'
import type { ClaimRecord } from '@/lib/core/claim/claim-record'
import { type Action, can, type Who } from '@/lib/core/permissions/policy'
import { judgeConfidence, type ProposedClaim, type Refusal } from '@/lib/core/workflow/requirements'
import { isDecidedState, judgeTransition } from '@/lib/core/workflow/transitions'

/** The row of the policy table that each field of a claim needs. */
export const ACTION_OF_FIELD: Record<keyof ClaimPatch, Action> = {
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
  legalKind: 'claim.flag-legal',
  recheckOn: 'claim.describe',
  dueOn: 'claim.describe',
  override: 'claim.override-evidence',
}

/** Whether somebody may change a field of a claim. */
export function canChangeField(who: Who, field: keyof ClaimPatch): boolean {
  return can(who, ACTION_OF_FIELD[field])
}

/** Stating an outcome, or checking, is deciding on the words as they are now; doing it again re-confirms. */
export function isDeciding(patch: { readonly outcome?: Outcome | null | undefined; readonly state?: ClaimState | undefined }): boolean {
  return (patch.outcome !== undefined && patch.outcome !== null) || (patch.state !== undefined && isDecidedState(patch.state))
}

export type Judged =
  | { readonly kind: 'forbidden'; readonly action: Action }
  | { readonly kind: 'refused'; readonly refusals: readonly Refusal[] }
  | { readonly kind: 'changes'; readonly changes: ClaimChanges }

/**
 * What a patch does to a claim, or why not. `place` is where its words stand
 * now; null when they are gone. `evidenceProblem` says why its evidence does
 * not carry “confirmed” under the desk's rule.
 */
export function judgeChange(
  claim: ClaimRecord,
  patch: ClaimPatch,
  actor: Who,
  place: ClaimPlace | null,
  now: { readonly at: Date; readonly version: number; readonly evidenceProblem?: string | null },
): Judged {
  const forbidden = (Object.keys(patch) as (keyof ClaimPatch)[]).find((field) => !canChangeField(actor, field))
  if (forbidden) return { kind: 'forbidden', action: ACTION_OF_FIELD[forbidden] }
  const { assignee, override, ...own } = patch
  const state: ClaimState = patch.state ?? claim.state
  const isReopened = patch.state !== undefined && isDecidedState(claim.state) && !isDecidedState(patch.state)
  const outcome = patch.outcome !== undefined ? patch.outcome : isReopened ? null : claim.outcome
  // How sure somebody was of one finding says nothing of another person's other one.
  const isOverruled = isDeciding(patch) && outcome !== claim.outcome && claim.decision !== null && claim.decision.by.id !== actor.id
  const losesConfidence = isOverruled && patch.confidence === undefined && claim.confidence !== null
  const standing = losesConfidence ? { confidence: null, confidenceReason: null } : claim
  const proposed: ProposedClaim = {
    outcome,
    confidence: patch.confidence !== undefined ? patch.confidence : standing.confidence,
    confidenceReason: patch.confidenceReason !== undefined ? patch.confidenceReason : standing.confidenceReason,
    isOrphaned: place === null,
    decidedById: claim.decision?.by.id ?? null,
  }
  const isNew = isDeciding(patch)
  const refusals: Refusal[] = []
  if (state !== claim.state) refusals.push(...judgeTransition(claim.state, state, actor, proposed))
  else if (isDecidedState(state) && outcome === null)
    refusals.push({ requirement: 'has-outcome', message: 'A checked claim has an outcome. Reopen the claim to take it away.' })
  if (patch.confidence !== undefined || patch.confidenceReason !== undefined) refusals.push(...judgeConfidence(proposed))
  if (isNew && !place && state !== 'cut')
    refusals.push({
      requirement: 'words-present',
      message: 'The words of this claim are not in the article any more, so they cannot be decided on.',
    })
  const isConfirming = isNew && outcome === 'confirmed'
  // Who confirms the same words again, or cross-checks them, stands on the reason that was given.
  const given = claim.outcome === 'confirmed' && claim.freshness === 'fresh' ? claim.evidenceOverride : null
  const reason = override?.trim() || given
  if (isConfirming && now.evidenceProblem && !reason) refusals.push({ requirement: 'evidence', message: now.evidenceProblem })
  if (refusals.length > 0) return { kind: 'refused', refusals }

  // Belongs to the decision it let pass, and to no other.
  const passed = isConfirming && now.evidenceProblem ? reason : null
  const isUndecided = outcome === null && !isNew && claim.decision !== null
  const decision =
    isNew && place
      ? { quote: place.quote, sentence: place.sentence, version: now.version, at: now.at, byId: actor.id }
      : isUndecided
        ? null
        : undefined
  // A new decision by one person is not cross-checked any more.
  const losesCrossCheck =
    isNew &&
    claim.state === 'cross-checked' &&
    patch.state === undefined &&
    (outcome !== claim.outcome || place?.quote !== claim.decision?.quote)
  return {
    kind: 'changes',
    changes: {
      ...own,
      ...legalOf(claim, patch),
      ...(losesConfidence ? { confidence: null, confidenceReason: null } : {}),
      ...(losesCrossCheck ? { state: 'checked' as const } : {}),
      ...(outcome !== claim.outcome || patch.outcome !== undefined ? { outcome } : {}),
      ...(assignee === undefined ? {} : { assigneeId: assignee }),
      ...(decision === undefined || passed === claim.evidenceOverride ? {} : { evidenceOverride: passed }),
      ...(decision === undefined ? {} : { decision, freshness: place ? 'fresh' : 'orphaned', change: null }),
    },
  }
}

/** A reason flags, and a flag that goes takes its reason along. */
function legalOf(claim: ClaimRecord, { legalFlag, legalKind }: ClaimPatch): Partial<ClaimChanges> {
  if (legalFlag === false) return { legalKind: null }
  if (legalKind && !claim.legalFlag) return { legalFlag: true }
  return {}
}

/** Whether a change says again what stands: the same decision by the same person on the same words. */
export function changesNothing(claim: ClaimRecord, changes: ClaimChanges): boolean {
  const { decision, ...rest } = changes
  const isSameDecision =
    !decision || (claim.freshness === 'fresh' && decision.byId === claim.decision?.by.id && decision.quote === claim.decision.quote)
  return isSameDecision && Object.keys(difference(claim, rest).after).length === 0 && (decision !== null || claim.decision === null)
}

/** The fields a change gives another value, before and after, for the history. People are told by id. */
export function difference(claim: ClaimRecord, changes: ClaimChanges): { before: Record<string, unknown>; after: Record<string, unknown> } {
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

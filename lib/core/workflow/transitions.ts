import { type ClaimState, STATE_LABELS } from '@/lib/core/claim/claim'
import { type Action, can, type Who } from '@/lib/core/permissions/policy'
import { holds, type ProposedClaim, REQUIREMENT_MESSAGES, type Refusal, type Requirement } from '@/lib/core/workflow/requirements'

export interface Transition {
  readonly from: readonly ClaimState[]
  readonly to: ClaimState
  /** Row of the policy table that says who may. */
  readonly action: Action
  readonly requires: readonly Requirement[]
}

/** The workflow as data (design D7). What is not listed is not allowed. */
export const TRANSITIONS: readonly Transition[] = [
  {
    from: ['in-progress', 'waiting', 'checked', 'cross-checked', 'dismissed', 'cut'],
    to: 'unchecked',
    action: 'claim.decide',
    requires: [],
  },
  {
    from: ['unchecked', 'waiting', 'checked', 'cross-checked', 'dismissed', 'cut'],
    to: 'in-progress',
    action: 'claim.decide',
    requires: [],
  },
  { from: ['unchecked', 'in-progress', 'checked'], to: 'waiting', action: 'claim.decide', requires: [] },
  {
    from: ['unchecked', 'in-progress', 'waiting', 'cross-checked'],
    to: 'checked',
    action: 'claim.decide',
    requires: ['has-outcome', 'words-present'],
  },
  { from: ['checked'], to: 'cross-checked', action: 'claim.decide', requires: ['has-outcome', 'words-present', 'another-person'] },
  { from: ['unchecked', 'in-progress', 'waiting'], to: 'dismissed', action: 'claim.decide', requires: [] },
  {
    from: ['unchecked', 'in-progress', 'waiting', 'checked', 'cross-checked', 'dismissed'],
    to: 'cut',
    action: 'claim.decide',
    requires: ['words-gone'],
  },
]

/** Judges a move from one state to another; an empty list means it is allowed. */
export function judgeTransition(from: ClaimState, to: ClaimState, actor: Who, claim: ProposedClaim): Refusal[] {
  const transition = TRANSITIONS.find((row) => row.to === to && row.from.includes(from))
  if (!transition)
    return [{ requirement: 'no-such-step', message: `A claim cannot go from “${STATE_LABELS[from]}” to “${STATE_LABELS[to]}”.` }]
  if (!can(actor, transition.action))
    return [{ requirement: 'role', message: `Your role does not allow moving a claim to “${STATE_LABELS[to]}”.` }]
  return transition.requires
    .filter((requirement) => !holds(requirement, actor, claim))
    .map((requirement) => ({ requirement, message: REQUIREMENT_MESSAGES[requirement] }))
}

/** States a claim could go to next from here for somebody, for menus. Requirements are judged on the attempt. */
export function nextStates(from: ClaimState, actor: Who): ClaimState[] {
  return TRANSITIONS.filter((row) => row.from.includes(from) && can(actor, row.action)).map((row) => row.to)
}

/** States in which a claim's decision stands. */
export function isDecidedState(state: ClaimState): boolean {
  return state === 'checked' || state === 'cross-checked'
}

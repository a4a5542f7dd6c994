import type { Priority } from '@/lib/core/claim/claim'
import { claimName, LEGAL_KIND_LABELS, type LegalKind } from '@/lib/core/claim/claim'
import type { ClaimAxes } from '@/lib/core/claim/look'
import type { TextRange } from '@/lib/core/text/range'
import { short } from '@/lib/core/text/short'
import { isDecidedState } from '@/lib/core/workflow/transitions'

/** What stops a sign-off, the worst first. */
export const BLOCKER_KINDS = [
  'wrong',
  'orphaned',
  'stale',
  'unchecked',
  'evidence',
  'source',
  'quote',
  'recheck',
  'second-check',
  'differ',
  'disputed',
  'correction',
  'legal',
  'query',
  'reply',
  'uncovered',
] as const
export type BlockerKind = (typeof BLOCKER_KINDS)[number]

export const BLOCKER_LABELS: Record<BlockerKind, string> = {
  wrong: 'Wrong, and still in the copy',
  orphaned: 'Claims without their words',
  stale: 'Changed after they were checked',
  unchecked: 'Not checked',
  evidence: 'Confirmed without enough evidence',
  source: 'Resting on a source that was corrected or withdrawn',
  quote: 'A quote that its source does not have',
  recheck: 'To be looked at again by now',
  'second-check': 'High priority, checked by one person only',
  differ: 'Checked twice, with different findings',
  disputed: 'Disputed after they were decided',
  correction: 'Proposed words nobody decided on',
  legal: 'Flagged for legal review',
  query: 'Questions to the author without an answer',
  reply: 'Criticism without a right of reply',
  uncovered: 'Sentences nobody looked at',
}

/** Something that stops a sign-off. */
export interface Blocker {
  /** Names it in an exception; the same as long as what it is about stands. */
  readonly id: string
  readonly kind: BlockerKind
  readonly claimId: string | null
  /** UTF-16 offsets of the words it is about; null when they are gone, or it is about no words. */
  readonly range: TextRange | null
  readonly message: string
}

/** A claim as far as a gate looks at it. */
export interface GateClaim extends ClaimAxes {
  readonly id: string
  readonly number: number
  readonly quote: string
  readonly ranges: readonly TextRange[]
  readonly priority: Priority
  readonly legalFlag: boolean
  readonly legalKind: LegalKind | null
  /** Since when it is to be looked at again; null when it is not, or was decided since. */
  readonly isDueSince: string | null
  /** Why its evidence does not carry “confirmed”; null when it does, or an editor let it pass. */
  readonly evidenceProblem: string | null
  /** What two people found differently, in a sentence; null when they did not, or it was settled. */
  readonly difference: string | null
  /** Somebody who was asked spoke against it after it was decided. */
  readonly isDisputed: boolean
  /** Why a source it rests on is to be looked at again; null when none is, or it was decided since. */
  readonly sourceProblem: string | null
  /** Which quote is not in what was kept of its source; null when none. */
  readonly quoteProblem: string | null
  /** What was wrong of it in print, told after it was decided; null when nothing. */
  readonly errorInPrint: string | null
}

/** Everything about an article that a gate looks at. */
export interface GateInput {
  readonly claims: readonly GateClaim[]
  /** Corrections that wait for a decision. */
  readonly openCorrections: readonly { readonly id: string; readonly claimId: string | null; readonly before: string }[]
  /** Questions to the author that nobody answered. */
  readonly openQueries: readonly { readonly id: string; readonly claimId: string; readonly text: string; readonly owner: string | null }[]
  /** Criticism that was not put to who is criticised, or got no answer yet. */
  readonly openReplies: readonly { readonly id: string; readonly party: string; readonly problem: string }[]
  /** Checkable sentences without a claim and not waved away. */
  readonly uncovered: readonly { readonly range: TextRange; readonly text: string }[]
}

/** What stands between an article and a sign-off, the worst first and in reading order. */
export function findBlockers(input: GateInput): Blocker[] {
  const blockers: Blocker[] = []
  for (const claim of input.claims) {
    const kinds = blockersOf(claim)
    for (const [kind, message] of kinds)
      blockers.push({ id: `${kind}:${claim.id}`, kind, claimId: claim.id, range: claim.ranges[0] ?? null, message })
  }
  const byId = new Map(input.claims.map((claim) => [claim.id, claim]))
  const name = (claimId: string | null) => {
    const claim = claimId ? byId.get(claimId) : undefined
    return claim ? claimName(claim.number) : 'the text'
  }
  const at = (claimId: string | null) => byId.get(claimId ?? '')?.ranges[0] ?? null
  for (const { id, claimId, before } of input.openCorrections)
    blockers.push({
      id: `correction:${id}`,
      kind: 'correction',
      claimId,
      range: at(claimId),
      message: `New words are proposed for “${short(before)}” (${name(claimId)}): accept or decline them.`,
    })
  for (const { id, claimId, text, owner } of input.openQueries)
    blockers.push({
      id: `query:${id}`,
      kind: 'query',
      claimId,
      range: at(claimId),
      message: `${name(claimId)}: ${owner ?? 'the author'} has not answered “${short(text)}”.`,
    })
  for (const { id, party, problem } of input.openReplies)
    blockers.push({ id: `reply:${id}`, kind: 'reply', claimId: null, range: null, message: `${party}: ${problem}` })
  for (const { range, text } of input.uncovered)
    blockers.push({
      id: `uncovered:${short(text, 200)}`,
      kind: 'uncovered',
      claimId: null,
      range,
      message: `Nobody looked at “${short(text)}”.`,
    })
  return blockers.sort((a, b) => BLOCKER_KINDS.indexOf(a.kind) - BLOCKER_KINDS.indexOf(b.kind) || start(a) - start(b))
}

function blockersOf(claim: GateClaim): [BlockerKind, string][] {
  const { state, outcome, freshness } = claim
  const words = `${claimName(claim.number)} “${short(claim.quote)}”`
  if (state === 'dismissed' || state === 'cut') return []
  const found: [BlockerKind, string][] = []
  if (claim.ranges.length === 0) found.push(['orphaned', `${words} is no longer in the article: put it on its words, or record it as cut.`])
  else if (!isDecidedState(state)) found.push(['unchecked', `${words} is not checked.`])
  else if (freshness === 'stale') found.push(['stale', `${words} was changed after it was checked.`])
  else if (freshness === 'context-changed') found.push(['stale', `The sentence around ${words} was changed after it was checked.`])
  if (isDecidedState(state) && outcome === 'wrong' && claim.ranges.length > 0)
    found.push(['wrong', `${words} is wrong and still in the copy.`])
  if (isDecidedState(state) && outcome === 'confirmed' && claim.evidenceProblem)
    found.push(['evidence', `${words}: ${claim.evidenceProblem}`])
  if (isDecidedState(state) && claim.sourceProblem) found.push(['source', `${words}: ${claim.sourceProblem}`])
  if (isDecidedState(state) && claim.quoteProblem) found.push(['quote', `${words}: ${claim.quoteProblem}`])
  if (state === 'checked' && claim.priority === 'high' && outcome !== 'wrong')
    found.push(['second-check', `${words} has high priority and was checked by one person only.`])
  if (claim.difference) found.push(['differ', `${words}: ${claim.difference}`])
  if (isDecidedState(state) && claim.isDisputed)
    found.push(['disputed', `${words} was disputed by somebody who was asked, after it was decided. Decide it anew.`])
  if (claim.isDueSince) found.push(['recheck', `${words} was to be looked at again on ${claim.isDueSince}. Decide it anew.`])
  if (claim.errorInPrint) found.push(['recheck', `${words} was wrong in print: ${claim.errorInPrint}. Decide it anew.`])
  if (claim.legalFlag)
    found.push([
      'legal',
      `${words} is flagged for legal review${claim.legalKind ? ` (${LEGAL_KIND_LABELS[claim.legalKind].toLowerCase()})` : ''}.`,
    ])
  return found
}

/** An exception somebody signed with: the blocker as it stood, and why it was let pass. */
export interface Exception {
  readonly blocker: string
  readonly message: string
  readonly reason: string
}

/** Whether one of some signatures let it pass in the very words it stands open in. */
export function isLetPass(
  signatures: readonly { readonly exceptions: readonly Exception[] }[],
  { id, message }: Pick<Blocker, 'id' | 'message'>,
): boolean {
  return signatures.some(({ exceptions }) => exceptions.some((one) => one.blocker === id && one.message === message))
}

function start(blocker: Blocker): number {
  return blocker.range?.start ?? Number.MAX_SAFE_INTEGER
}

import type { SnapshotClaim, SnapshotSecondCheck } from '@/lib/core/article/article-snapshot'
import {
  CONFIDENCE_LABELS,
  FRESHNESS_LABELS,
  LEGAL_KIND_LABELS,
  OUTCOME_LABELS,
  PRIORITY_LABELS,
  STATE_LABELS,
  TYPE_LABELS,
  VERDICT_LABELS,
} from '@/lib/core/claim/claim'
import { correctionFacts, reportTime } from '@/lib/core/report/report-text'

/** What a report says of a claim, in words: every format reads it here. Empty where there is nothing to say. */
export interface ClaimFacts {
  readonly type: string
  readonly priority: string
  readonly state: string
  readonly outcome: string
  readonly verdict: string
  /** The level alone, the reason alone, who gave it, and all of it. */
  readonly confidence: string
  readonly confidenceReason: string
  readonly confidenceBy: string
  readonly confidenceInWords: string
  /** Why it counts as confirmed without the evidence the desk asks for. */
  readonly letPass: string
  /** What was answered to the checklist of its type. */
  readonly checklist: string
  /** Who checked it a second time, blind, and what they found. */
  readonly secondCheck: string
  readonly freshness: string
  /** Words proposed in place of its own, each with who proposed it and what became of it. */
  readonly corrections: readonly string[]
  /** The words that were decided on. */
  readonly decidedOn: string
  /** The same, where they are not those of today. */
  readonly decidedOnOther: string
  readonly decidedBy: string
  /** ISO 8601 UTC. */
  readonly decidedAt: string
  readonly decided: string
  readonly assignee: string
  readonly legal: string
  /** ISO date. */
  readonly recheckOn: string
  readonly statement: string
  readonly tags: string
}

export function claimFacts(claim: SnapshotClaim): ClaimFacts {
  const { decision } = claim
  const confidence = claim.confidence ? CONFIDENCE_LABELS[claim.confidence] : ''
  return {
    type: TYPE_LABELS[claim.type],
    priority: PRIORITY_LABELS[claim.priority],
    state: STATE_LABELS[claim.state],
    outcome: claim.outcome ? OUTCOME_LABELS[claim.outcome] : '',
    verdict: claim.verdict ? VERDICT_LABELS[claim.verdict] : '',
    confidence,
    confidenceReason: claim.confidenceReason ?? '',
    confidenceBy: confidence ? (claim.confidenceBy ?? '') : '',
    confidenceInWords: confidence
      ? [`${confidence}${claim.confidenceBy ? ` (${claim.confidenceBy})` : ''}`, claim.confidenceReason].filter(Boolean).join(': ')
      : '',
    letPass: claim.evidenceOverride ?? '',
    checklist: claim.checklist.map(({ item, answer, by }) => `${item} ${answer} (${by})`).join('; '),
    secondCheck: claim.blindChecks.map(describeSecondCheck).join('; '),
    freshness: FRESHNESS_LABELS[claim.freshness],
    corrections: claim.corrections.map((one) => `“${one.before}” → ${one.after ? `“${one.after}”` : 'left out'}. ${correctionFacts(one)}`),
    decidedOn: decision?.quote ?? '',
    decidedOnOther: decision && decision.quote !== claim.quote ? decision.quote : '',
    decidedBy: decision?.by ?? '',
    decidedAt: decision?.at ?? '',
    decided: decision ? [decision.by, reportTime(decision.at), `version ${decision.version}`].filter(Boolean).join(', ') : '',
    assignee: [claim.assignee, claim.dueOn && `due ${claim.dueOn}`].filter(Boolean).join(', '),
    legal: claim.legalFlag
      ? `Flagged for legal review${claim.legalKind ? `: ${LEGAL_KIND_LABELS[claim.legalKind].toLowerCase()}` : ''}`
      : '',
    recheckOn: claim.recheckOn ?? '',
    statement: claim.statement ?? '',
    tags: claim.tags.join('; '),
  }
}

function describeSecondCheck({ by, at, outcome, firstOutcome, reason, settled }: SnapshotSecondCheck): string {
  const found =
    firstOutcome === outcome
      ? `the same (${OUTCOME_LABELS[outcome].toLowerCase()})`
      : `${OUTCOME_LABELS[outcome].toLowerCase()}${firstOutcome ? `, the first finding was ${OUTCOME_LABELS[firstOutcome].toLowerCase()}` : ''}`
  const end = settled ? `; ${settled.by} decided: ${OUTCOME_LABELS[settled.outcome].toLowerCase()}, ${settled.reason}` : ''
  return `${by}, ${reportTime(at)}: ${found}. ${reason}${end}`
}

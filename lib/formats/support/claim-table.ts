import type { ArticleSnapshot, SnapshotClaim } from '@/lib/core/article/article-snapshot'
import { claimName, LEGAL_KIND_LABELS } from '@/lib/core/claim/claim'
import { DIRECTNESS_LABELS, STANCE_LABELS } from '@/lib/core/evidence/evidence'
import { describeProof } from '@/lib/core/evidence/quote-proof'
import { cite } from '@/lib/core/evidence/source'
import { type ClaimFacts, claimFacts } from '@/lib/core/report/claim-facts'
import { claimAuthorLine, plainNotes } from '@/lib/core/report/report-text'

type Column = readonly [string, (claim: SnapshotClaim, said: ClaimFacts, snapshot: ArticleSnapshot) => string]

/** The claim log as a table, a row a claim: what spreadsheets are made of. */
export const CLAIM_COLUMNS: readonly Column[] = [
  ['Claim', (claim) => claimName(claim.number)],
  ['Words', (claim) => claim.quote],
  ['Type', (_, said) => said.type],
  ['Priority', (_, said) => said.priority],
  ['State', (_, said) => said.state],
  ['Outcome', (_, said) => said.outcome],
  ['Verdict', (_, said) => said.verdict],
  ['Confidence', (_, said) => said.confidence],
  ['Confidence reason', (_, said) => said.confidenceReason],
  ['Confidence given by', (_, said) => said.confidenceBy],
  ['Let pass without evidence', (_, said) => said.letPass],
  ['Freshness', (_, said) => said.freshness],
  ['Words when decided', (_, said) => said.decidedOn],
  ['Decided by', (_, said) => said.decidedBy],
  ['Decided at (UTC)', (_, said) => said.decidedAt],
  ['Checklist', (_, said) => said.checklist],
  ['Checked again, blind', (_, said) => said.secondCheck],
  ['Assignee', (_, said) => said.assignee],
  ['Legal flag', (claim, said) => (said.legal ? (claim.legalKind ? LEGAL_KIND_LABELS[claim.legalKind] : 'yes') : '')],
  ['Look again on', (_, said) => said.recheckOn],
  ['Statement', (_, said) => said.statement],
  ['Tags', (_, said) => said.tags],
  ['Notes', (claim) => plainNotes(claim)],
  ['Sources', (claim, _, snapshot) => claim.evidence.map((evidence) => describeEvidence(evidence.sourceId, evidence, snapshot)).join('\n')],
  ['Start (UTF-16)', (claim) => String(claim.ranges[0]?.start ?? '')],
  ['End (UTF-16)', (claim) => String(claim.ranges[claim.ranges.length - 1]?.end ?? '')],
  ['Made by', (claim) => claimAuthorLine(claim)],
]

/** What each cell of a claim's row says. */
export function claimRow(claim: SnapshotClaim, snapshot: ArticleSnapshot): string[] {
  const said = claimFacts(claim)
  return CLAIM_COLUMNS.map(([, cell]) => cell(claim, said, snapshot))
}

function describeEvidence(sourceId: string, evidence: SnapshotClaim['evidence'][number], snapshot: ArticleSnapshot): string {
  const source = snapshot.sources.find((one) => one.id === sourceId)
  if (!source) return ''
  const parts = [
    `[${source.number}] ${STANCE_LABELS[evidence.stance]}, ${DIRECTNESS_LABELS[evidence.directness].toLowerCase()}: ${cite(source)}`,
    source.URL ?? '',
    evidence.locator ?? '',
    evidence.isToBeConfirmed ? '(to be confirmed)' : '',
    evidence.quote ? `“${evidence.quote}”` : '',
    evidence.proof ? `(quote ${describeProof(evidence.proof)})` : '',
  ]
  return parts.filter(Boolean).join(' ')
}

import { stringify } from 'csv-stringify/sync'
import type { ArticleSnapshot, SnapshotClaim } from '@/lib/core/article/article-snapshot'
import {
  CONFIDENCE_LABELS,
  claimName,
  FRESHNESS_LABELS,
  OUTCOME_LABELS,
  PRIORITY_LABELS,
  STATE_LABELS,
  TYPE_LABELS,
  VERDICT_LABELS,
} from '@/lib/core/claim/claim'
import { DIRECTNESS_LABELS, STANCE_LABELS } from '@/lib/core/evidence/evidence'
import { cite } from '@/lib/core/evidence/source'
import { claimAuthorLine, plainNotes } from '@/lib/formats/support/report-text'

type Column = readonly [string, (claim: SnapshotClaim, snapshot: ArticleSnapshot) => string]

const COLUMNS: readonly Column[] = [
  ['Claim', (claim) => claimName(claim.number)],
  ['Words', (claim) => claim.quote],
  ['Type', (claim) => TYPE_LABELS[claim.type]],
  ['Priority', (claim) => PRIORITY_LABELS[claim.priority]],
  ['State', (claim) => STATE_LABELS[claim.state]],
  ['Outcome', (claim) => (claim.outcome ? OUTCOME_LABELS[claim.outcome] : '')],
  ['Verdict', (claim) => (claim.verdict ? VERDICT_LABELS[claim.verdict] : '')],
  ['Confidence', (claim) => (claim.confidence ? CONFIDENCE_LABELS[claim.confidence] : '')],
  ['Confidence reason', (claim) => claim.confidenceReason ?? ''],
  ['Freshness', (claim) => FRESHNESS_LABELS[claim.freshness]],
  ['Words when decided', (claim) => claim.decision?.quote ?? ''],
  ['Decided by', (claim) => claim.decision?.by ?? ''],
  ['Decided at (UTC)', (claim) => claim.decision?.at ?? ''],
  ['Assignee', (claim) => claim.assignee ?? ''],
  ['Legal flag', (claim) => (claim.legalFlag ? 'yes' : '')],
  ['Statement', (claim) => claim.statement ?? ''],
  ['Tags', (claim) => claim.tags.join('; ')],
  ['Notes', (claim) => plainNotes(claim)],
  ['Sources', (claim, snapshot) => claim.evidence.map((evidence) => describeEvidence(evidence.sourceId, evidence, snapshot)).join('\n')],
  ['Start (UTF-16)', (claim) => String(claim.ranges[0]?.start ?? '')],
  ['End (UTF-16)', (claim) => String(claim.ranges[claim.ranges.length - 1]?.end ?? '')],
  ['Made by', (claim) => claimAuthorLine(claim)],
]

/**
 * One row a claim, RFC 4180, UTF-8 with a byte order mark so that Excel reads
 * accents. Cells that a spreadsheet would run as a formula get an apostrophe
 * (ASVS 5.0, 1.2.10): this changes those cells, and only those.
 */
export function writeCsv(snapshot: ArticleSnapshot): string {
  const rows = snapshot.claims.map((claim) => COLUMNS.map(([, cell]) => safeCell(cell(claim, snapshot))))
  return stringify([COLUMNS.map(([name]) => name), ...rows], { bom: true, quoted: true, record_delimiter: '\r\n' })
}

/** Characters a spreadsheet takes for the start of a formula, full-width twins included; white space before them does not help. */
const FORMULA = /^[\s\u00a0\u200b\ufeff]*[=+\-@\t\r|%＝＋－＠]/u

export function safeCell(value: string): string {
  return FORMULA.test(value) || /^[\t\r\n]/.test(value) ? `'${value}` : value
}

function describeEvidence(sourceId: string, evidence: SnapshotClaim['evidence'][number], snapshot: ArticleSnapshot): string {
  const source = snapshot.sources.find((one) => one.id === sourceId)
  if (!source) return ''
  const parts = [
    `[${source.number}] ${STANCE_LABELS[evidence.stance]}, ${DIRECTNESS_LABELS[evidence.directness].toLowerCase()}: ${cite(source)}`,
    source.URL ?? '',
    evidence.locator ?? '',
    evidence.quote ? `“${evidence.quote}”` : '',
  ]
  return parts.filter(Boolean).join(' ')
}

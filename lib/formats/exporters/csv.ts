import { stringify } from 'csv-stringify/sync'
import type { ArticleSnapshot, SnapshotClaim } from '@/lib/core/article/article-snapshot'
import { claimName } from '@/lib/core/claim/claim'
import { DIRECTNESS_LABELS, STANCE_LABELS } from '@/lib/core/evidence/evidence'
import { describeProof } from '@/lib/core/evidence/quote-proof'
import { cite } from '@/lib/core/evidence/source'
import { type ClaimFacts, claimFacts } from '@/lib/core/report/claim-facts'
import { claimAuthorLine, plainNotes } from '@/lib/core/report/report-text'

type Column = readonly [string, (claim: SnapshotClaim, said: ClaimFacts, snapshot: ArticleSnapshot) => string]

const COLUMNS: readonly Column[] = [
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
  ['Assignee', (_, said) => said.assignee],
  ['Legal flag', (_, said) => (said.legal ? 'yes' : '')],
  ['Statement', (_, said) => said.statement],
  ['Tags', (_, said) => said.tags],
  ['Notes', (claim) => plainNotes(claim)],
  ['Sources', (claim, _, snapshot) => claim.evidence.map((evidence) => describeEvidence(evidence.sourceId, evidence, snapshot)).join('\n')],
  ['Start (UTF-16)', (claim) => String(claim.ranges[0]?.start ?? '')],
  ['End (UTF-16)', (claim) => String(claim.ranges[claim.ranges.length - 1]?.end ?? '')],
  ['Made by', (claim) => claimAuthorLine(claim)],
]

/**
 * One row a claim, RFC 4180, UTF-8 with a byte order mark so that Excel reads
 * accents; parted by commas, or by the semicolons it wants where numbers have a comma. Cells that a spreadsheet would run as a formula get an apostrophe
 * (ASVS 5.0, 1.2.10), and so do those it would rewrite as a date or another
 * number (“1-2”, “June 19”, “007”): this changes those cells, and only those.
 */
export function writeCsv(snapshot: ArticleSnapshot, delimiter: ',' | ';' = ','): string {
  const rows = snapshot.claims.map((claim) => {
    const said = claimFacts(claim)
    return COLUMNS.map(([, cell]) => safeCell(cell(claim, said, snapshot)))
  })
  return stringify([COLUMNS.map(([name]) => name), ...rows], { bom: true, quoted: true, delimiter, record_delimiter: '\r\n' })
}

/** Characters a spreadsheet takes for the start of a formula, full-width twins included; white space before them does not help. */
const FORMULA = /^[\s\u00a0\u200b\ufeff]*[=+\-@\t\r|%＝＋－＠]/u

/** Whole cells a spreadsheet reads as a date, a time or a number, and shows as something else. */
const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?'
const REWRITTEN = [
  /^\d{1,4}\s?[-/.:]\s?\d{1,4}(?:\s?[-/.:]\s?\d{1,4})?$/,
  new RegExp(`^(?:\\d{1,4}[ -])?${MONTH}(?:[ -]\\d{1,4})?(?:,? \\d{2,4})?$`, 'i'),
  /^0\d+$/,
  /^\d{12,}$/,
  /^\d+(?:\.\d+)?e\d+$/i,
]

/** The cell as a spreadsheet may have it: with an apostrophe before what it would run or rewrite. */
export function safeCell(value: string): string {
  const isRewritten = value.length <= 40 && /\d/.test(value) && REWRITTEN.some((form) => form.test(value.trim()))
  return isRewritten || FORMULA.test(value) || /^[\t\r\n]/.test(value) ? `'${value}` : value
}

function describeEvidence(sourceId: string, evidence: SnapshotClaim['evidence'][number], snapshot: ArticleSnapshot): string {
  const source = snapshot.sources.find((one) => one.id === sourceId)
  if (!source) return ''
  const parts = [
    `[${source.number}] ${STANCE_LABELS[evidence.stance]}, ${DIRECTNESS_LABELS[evidence.directness].toLowerCase()}: ${cite(source)}`,
    source.URL ?? '',
    evidence.locator ?? '',
    evidence.quote ? `“${evidence.quote}”` : '',
    evidence.proof ? `(quote ${describeProof(evidence.proof)})` : '',
  ]
  return parts.filter(Boolean).join(' ')
}

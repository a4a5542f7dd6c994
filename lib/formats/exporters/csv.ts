import { stringify } from 'csv-stringify/sync'
import type { ArticleSnapshot } from '@/lib/core/article/article-snapshot'
import { CLAIM_COLUMNS, claimRow, EVIDENCE_COLUMNS, evidenceRows } from '@/lib/formats/support/claim-table'

/**
 * One row a claim, RFC 4180, UTF-8 with a byte order mark so that Excel reads
 * accents; parted by commas, or by the semicolons it wants where numbers have a comma. Cells that a spreadsheet would run as a formula get an apostrophe
 * (ASVS 5.0, 1.2.10), and so do those it would rewrite as a date or another
 * number (“1-2”, “June 19”, “007”): this changes those cells, and only those.
 */
export function writeCsv(snapshot: ArticleSnapshot, delimiter: ',' | ';' = ','): string {
  const rows = snapshot.claims.map((claim) => claimRow(claim, snapshot).map(safeCell))
  return stringify([CLAIM_COLUMNS.map(([name]) => name), ...rows], { bom: true, quoted: true, delimiter, record_delimiter: '\r\n' })
}

/** The evidence, one row a piece, in the same form: the second sheet of a spreadsheet that has one only. */
export function writeEvidenceCsv(snapshot: ArticleSnapshot, delimiter: ',' | ';' = ','): string {
  const rows = evidenceRows(snapshot).map((row) => row.map(safeCell))
  return stringify([EVIDENCE_COLUMNS.map(([name]) => name), ...rows], { bom: true, quoted: true, delimiter, record_delimiter: '\r\n' })
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

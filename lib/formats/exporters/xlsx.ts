import writeExcelFile, { type CellObject, type SheetData } from 'write-excel-file/node'
import type { ArticleSnapshot, SnapshotClaim } from '@/lib/core/article/article-snapshot'
import { reportSections } from '@/lib/core/report/report-sections'
import { coverageLine, reportTime, signOffLines } from '@/lib/core/report/report-text'
import { CLAIM_COLUMNS, claimRow, EVIDENCE_COLUMNS, evidenceRows } from '@/lib/formats/support/claim-table'

/** A cell of Excel holds this many UTF-16 units (Excel specifications and limits). */
const CELL_MAX = 32_767

/**
 * The newsroom's own spreadsheet, as Excel's (ECMA-376, SpreadsheetML): the
 * claim log, the evidence a row each, what nobody looked at, and what the
 * report is. Every word is a text cell, so nothing runs as a formula and nothing
 * is rewritten; times are times, and sort.
 */
export async function writeXlsx(snapshot: ArticleSnapshot): Promise<Uint8Array> {
  const { notLookedAt, findings, blockers } = snapshot.limits
  const sheets = [
    sheet(
      'Claims',
      CLAIM_COLUMNS.map(([name]) => [name, widthOf(name)]),
      snapshot.claims.map((claim) => claimCells(claim, snapshot)),
    ),
    sheet(
      'Evidence',
      EVIDENCE_COLUMNS,
      evidenceRows(snapshot).map((row) => row.map(words)),
    ),
    sheet(
      'Not looked at',
      [
        ['Sentence', 90],
        ['Why it is worth checking', 50],
      ],
      notLookedAt.map(({ text, reasons }) => [words(text), words(reasons.join(', '))]),
    ),
    sheet(
      'Open',
      [
        ['What', 30],
        ['In words', 90],
      ],
      [
        ...blockers.map(({ kind, message }) => [words(kind), words(message)]),
        ...findings.map(({ message, words: places }) => [words('at odds'), words(`${message} (${places.join(' · ')})`)]),
      ],
    ),
    sheet(
      'Record',
      [
        ['Part', 28],
        ['What', 90],
        ['Who and when', 60],
      ],
      reportSections(snapshot).flatMap(({ heading, items }) => items.map(({ text, by }) => [words(heading), words(text), words(by)])),
    ),
    sheet(
      'About',
      [
        ['', 24],
        ['', 90],
      ],
      aboutRows(snapshot),
    ),
  ]
  return new Uint8Array(await writeExcelFile(sheets).toBuffer())
}

type Cell = CellObject | null

function sheet(name: string, columns: readonly (readonly [string, number])[], rows: readonly (readonly Cell[])[]) {
  const head = columns.map(([title]): Cell => ({ value: title, type: String, fontWeight: 'bold', wrap: true, alignVertical: 'top' }))
  const widths = columns.map(([, width]) => width)
  const data = [...(head.some((cell) => cell?.value) ? [head] : []), ...rows].map((row) => withHeight(row, widths)) as SheetData
  return { sheet: name, data, columns: widths.map((width) => ({ width })), stickyRowsCount: head.some((cell) => cell?.value) ? 1 : 0 }
}

/** Height of a line, and the most a row can be, in points. */
const LINE = 15
const ROW_MAX = 409

// Not every program makes a row as high as its words need.
function withHeight(row: readonly Cell[], widths: readonly number[]): readonly Cell[] {
  const linesOf = (cell: Cell, width: number) =>
    String(cell?.value ?? '')
      .split('\n')
      .reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / width)), 0)
  const lines = Math.max(1, ...row.map((cell, index) => (cell?.type === String ? linesOf(cell, widths[index] ?? 10) : 1)))
  const height = Math.min(ROW_MAX, lines * LINE + 3)
  return row.map((cell) => cell && { ...cell, height })
}

function words(text: string): Cell {
  if (text === '') return null
  return {
    value: text.length > CELL_MAX ? `${text.slice(0, CELL_MAX - 1).replace(/[\ud800-\udbff]$/, '')}…` : text,
    type: String,
    wrap: true,
    alignVertical: 'top',
  }
}

/** A time as a time; Excel knows no zones, and the column says that it is UTC. */
function time(iso: string | null | undefined): Cell {
  return iso ? { value: new Date(iso), type: Date, format: 'yyyy-mm-dd hh:mm', alignVertical: 'top' } : null
}

function claimCells(claim: SnapshotClaim, snapshot: ArticleSnapshot): Cell[] {
  return claimRow(claim, snapshot).map((text, index) =>
    CLAIM_COLUMNS[index]?.[0] === 'Decided at (UTC)' ? time(claim.decision?.at) : words(text),
  )
}

function widthOf(name: string): number {
  if (/^(?:Words|Notes|Sources|Statement|Confidence reason|Words when decided)$/.test(name)) return 48
  return /^(?:Claim|Priority|Verdict|Legal flag|Start|End)/.test(name) ? 11 : 18
}

function aboutRows(snapshot: ArticleSnapshot): Cell[][] {
  const { article, limits } = snapshot
  const rows: [string, string][] = [
    ['Article', article.title],
    ['Version', String(article.version)],
    ['Text SHA-256', article.textHash],
    ['Made', [reportTime(snapshot.generatedAt), snapshot.generatedBy].filter(Boolean).join(', ')],
    ['For', snapshot.audience],
    ['Looked at', coverageLine(limits)],
    ...signOffLines(limits).map((line): [string, string] => ['Sign-off', line]),
    ['Claims left out', String(snapshot.leftOut)],
  ]
  return rows.map(([name, value]) => [words(name), words(value)])
}

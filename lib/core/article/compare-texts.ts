import { type DiffPart, diffWords } from '@/lib/core/text/diff-words'
import { asNumbers, matchInOrder } from '@/lib/core/text/match-in-order'
import { sharedWords } from '@/lib/core/text/shared-words'

/** One line of a comparison: a paragraph of either text, or of both. Offsets are UTF-16 units of their text. */
export interface ComparedRow {
  readonly kind: 'same' | 'changed' | 'removed' | 'added'
  readonly before: ComparedLine | null
  readonly after: ComparedLine | null
  /** Old → new word by word, when changed. */
  readonly parts: readonly DiffPart[]
  /** A removed paragraph that stands elsewhere in the new text, or the other way round. */
  readonly isMoved: boolean
}

export interface ComparedLine {
  readonly start: number
  readonly text: string
}

const MAX_DIFFERENCE = 4_000
/** Paragraphs that share at least this much of their words are shown beside each other. */
const BESIDE_AT = 0.4
/** Above this many pairs to try, paragraphs are not paired. */
const MAX_PAIRS = 40_000

/** Two texts side by side, paragraph by paragraph. */
export function compareTexts(before: string, after: string): ComparedRow[] {
  const a = linesOf(before)
  const b = linesOf(after)
  const [inA, inB] = asNumbers(
    a.map((line) => line.text),
    b.map((line) => line.text),
  ) as [Int32Array, Int32Array]
  const rows: ComparedRow[] = []
  let i = 0
  let j = 0
  for (const [iNext, jNext] of [...matchInOrder(inA, inB, MAX_DIFFERENCE), [a.length, b.length] as const]) {
    rows.push(...compareGap(a.slice(i, iNext), b.slice(j, jNext)))
    const line = a[iNext]
    const same = b[jNext]
    if (line && same) rows.push({ kind: 'same', before: line, after: same, parts: [], isMoved: false })
    i = iNext + 1
    j = jNext + 1
  }
  const removed = new Set(rows.flatMap((row) => (row.kind === 'removed' && row.before ? [row.before.text] : [])))
  const added = new Set(rows.flatMap((row) => (row.kind === 'added' && row.after ? [row.after.text] : [])))
  return rows.map((row) => {
    const isMoved =
      (row.kind === 'removed' && added.has(row.before?.text ?? '')) || (row.kind === 'added' && removed.has(row.after?.text ?? ''))
    return isMoved ? { ...row, isMoved } : row
  })
}

function linesOf(text: string): ComparedLine[] {
  let start = 0
  return text.split('\n').map((line) => {
    const at = start
    start += line.length + 1
    return { start: at, text: line }
  })
}

function compareGap(a: readonly ComparedLine[], b: readonly ComparedLine[]): ComparedRow[] {
  const pairs = new Map<number, number>()
  if (a.length * b.length <= MAX_PAIRS) {
    let from = 0
    b.forEach((line, j) => {
      for (let i = from; i < a.length; i++) {
        if (sharedWords((a[i] as ComparedLine).text, line.text) < BESIDE_AT) continue
        pairs.set(i, j)
        from = i + 1
        break
      }
    })
  }
  const rows: ComparedRow[] = []
  let j = 0
  const add = (until: number) => {
    for (; j < until; j++) rows.push({ kind: 'added', before: null, after: b[j] as ComparedLine, parts: [], isMoved: false })
  }
  a.forEach((line, i) => {
    const partner = pairs.get(i)
    if (partner === undefined) {
      rows.push({ kind: 'removed', before: line, after: null, parts: [], isMoved: false })
      return
    }
    add(partner)
    const other = b[partner] as ComparedLine
    rows.push({ kind: 'changed', before: line, after: other, parts: diffWords(line.text, other.text), isMoved: false })
    j = partner + 1
  })
  add(b.length)
  return rows
}

import { type DiffPart, diffWords } from '@/lib/core/text/diff-words'
import { asNumbers, matchInOrder } from '@/lib/core/text/match-in-order'
import { sharedWords } from '@/lib/core/text/shared-words'

/** One line of a comparison: a paragraph of either text, or of both. Offsets are UTF-16 units of their text. */
export interface ComparedRow {
  readonly kind: 'same' | 'changed' | 'removed' | 'added'
  readonly before: ComparedLine | null
  readonly after: ComparedLine | null
  /** Old → new word by word, when changed; also of a paragraph that was changed where it moved to. */
  readonly parts: readonly DiffPart[]
  /** A removed paragraph that stands elsewhere in the new text, or the other way round. */
  readonly isMoved: boolean
  /** Where a paragraph that moved here stood in the old text, in UTF-16 units. */
  readonly stoodAt?: number
}

export interface ComparedLine {
  readonly start: number
  readonly text: string
}

const MAX_DIFFERENCE = 4_000
/** Paragraphs that share at least this much of their words are shown beside each other. */
const BESIDE_AT = 0.4
/** Paragraphs far apart that share at least this much, and have this many words, are one that moved. */
const MOVED_AT = 0.6
const MOVED_WORDS = 4
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
  return withMoves(rows)
}

/** Marks paragraphs that stand elsewhere: the same words first, then those that were also changed, the likest first. */
function withMoves(rows: readonly ComparedRow[]): ComparedRow[] {
  const result = [...rows]
  const removed = new Set(rows.flatMap((row, index) => (row.kind === 'removed' && row.before?.text.trim() ? [index] : [])))
  const added = new Set(rows.flatMap((row, index) => (row.kind === 'added' && row.after?.text.trim() ? [index] : [])))
  const pair = (from: number, to: number) => {
    removed.delete(from)
    added.delete(to)
    const before = rows[from]?.before as ComparedLine
    const after = rows[to]?.after as ComparedLine
    const parts = before.text === after.text ? [] : diffWords(before.text, after.text)
    result[from] = { ...(rows[from] as ComparedRow), isMoved: true, parts }
    result[to] = { ...(rows[to] as ComparedRow), isMoved: true, parts, stoodAt: before.start }
  }
  const byText = new Map<string, number[]>()
  for (const index of removed) {
    const text = rows[index]?.before?.text ?? ''
    byText.set(text, [...(byText.get(text) ?? []), index])
  }
  for (const to of [...added]) {
    const from = byText.get(rows[to]?.after?.text ?? '')?.shift()
    if (from !== undefined) pair(from, to)
  }
  if (removed.size * added.size > MAX_PAIRS) return result
  const likely: { from: number; to: number; shared: number }[] = []
  for (const from of removed)
    for (const to of added) {
      const [before, after] = [rows[from]?.before?.text ?? '', rows[to]?.after?.text ?? '']
      if (Math.min(before.split(' ').length, after.split(' ').length) < MOVED_WORDS) continue
      const shared = sharedWords(before, after)
      if (shared >= MOVED_AT) likely.push({ from, to, shared })
    }
  for (const { from, to } of likely.sort((a, b) => b.shared - a.shared)) if (removed.has(from) && added.has(to)) pair(from, to)
  return result
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

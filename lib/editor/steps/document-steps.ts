import type { Node } from '@tiptap/pm/model'
import { type Step, Transform } from '@tiptap/pm/transform'
import { asNumbers, type Gap, gapsOf, matchInOrder } from '@/lib/core/text/match-in-order'
import type { TextRange } from '@/lib/core/text/range'
import { sharedWords } from '@/lib/core/text/shared-words'
import { tokensOf } from '@/lib/core/text/words'
import { claimRanges } from '@/lib/editor/queries/claim-ranges'
import { schema } from '@/lib/editor/schema'
import { textMapOf } from '@/lib/editor/text-map'

/** Above this many differences between two lists of blocks or words, all of them are replaced. */
const MAX_DIFFERENCE = 4_000
/** Blocks that share at least this much of their words are edits of one another. */
const EDITED_AT = 0.5

/**
 * The steps that turn one document into another and touch no more words than
 * they must: unchanged words keep their authors, others' edits elsewhere still
 * fit, and claims that stay where they are get no step at all.
 *
 * 1. Claims are set aside; blocks are compared in order.
 * 2. Between blocks that stayed, blocks that are edits of one another are
 *    changed word by word, the rest is replaced; from the end to the start, so
 *    that positions before stay what they were.
 * 3. Claims whose place differs are put where `after` has them.
 */
export function stepsBetween(before: Node, after: Node): Step[] {
  try {
    const tr = smallestChange(before, after)
    if (tr.doc.eq(after)) return tr.steps
  } catch {
    // A change that cannot be made bit by bit is made at once.
  }
  return new Transform(before).replaceWith(0, before.content.size, after.content).steps
}

function smallestChange(before: Node, after: Node): Transform {
  const tr = new Transform(before)
  const plainBefore = withoutClaimMarks(before)
  const plainAfter = withoutClaimMarks(after)
  // 1.
  const a = childrenOf(plainBefore)
  const b = childrenOf(plainAfter)
  const [inA, inB] = asNumbers(a.map(keyOf), b.map(keyOf)) as [Int32Array, Int32Array]
  const gaps = gapsOf(matchInOrder(inA, inB, MAX_DIFFERENCE), a.length, b.length)
  // 2.
  const starts = startsOf(a)
  for (const gap of gaps.reverse()) replaceBlocks(tr, a, b, starts, gap)
  // 3.
  moveClaims(tr, after)
  return tr
}

/** A document with claims on ranges of its canonical text, and no others. */
export function withClaims(doc: Node, claims: Iterable<readonly [string, readonly TextRange[]]>): Node {
  const tr = new Transform(withoutClaimMarks(doc))
  const map = textMapOf(doc)
  for (const [id, ranges] of claims) {
    const mark = schema.mark('claim', { id })
    for (const range of ranges) tr.addMark(map.positionAt(range.start), map.positionAt(range.end), mark)
  }
  return tr.doc
}

/** A document without any claim: what two texts are compared by. */
export function withoutClaimMarks(doc: Node): Node {
  return new Transform(doc).removeMark(0, doc.content.size, schema.marks.claim).doc
}

function childrenOf(node: Node): Node[] {
  return Array.from({ length: node.childCount }, (_, index) => node.child(index))
}

function keyOf(node: Node): string {
  return JSON.stringify(node.toJSON())
}

function startsOf(nodes: readonly Node[]): number[] {
  const starts = [0]
  for (const node of nodes) starts.push((starts[starts.length - 1] as number) + node.nodeSize)
  return starts
}

function replaceBlocks(tr: Transform, a: readonly Node[], b: readonly Node[], starts: readonly number[], gap: Gap): void {
  const edits = editedBlocks(a, b, gap)
  let { iEnd, jEnd } = gap
  for (const [i, j] of [...edits].reverse()) {
    replaceRun(tr, starts, b, i + 1, iEnd, j + 1, jEnd)
    replaceWords(tr, (starts[i] as number) + 1, a[i] as Node, b[j] as Node)
    iEnd = i
    jEnd = j
  }
  replaceRun(tr, starts, b, gap.i, iEnd, gap.j, jEnd)
}

function replaceRun(tr: Transform, starts: readonly number[], b: readonly Node[], i: number, iEnd: number, j: number, jEnd: number): void {
  if (i === iEnd && j === jEnd) return
  tr.replaceWith(starts[i] as number, starts[iEnd] as number, b.slice(j, jEnd))
}

/** Pairs of text blocks of one kind that share most of their words, in order. */
function editedBlocks(a: readonly Node[], b: readonly Node[], gap: Gap): [number, number][] {
  const pairs: [number, number][] = []
  if ((gap.iEnd - gap.i) * (gap.jEnd - gap.j) > MAX_DIFFERENCE) return pairs
  let from = gap.i
  for (let j = gap.j; j < gap.jEnd; j++) {
    for (let i = from; i < gap.iEnd; i++) {
      if (!isEditOf(a[i] as Node, b[j] as Node)) continue
      pairs.push([i, j])
      from = i + 1
      break
    }
  }
  return pairs
}

function isEditOf(a: Node, b: Node): boolean {
  return a.isTextblock && a.sameMarkup(b) && sharedWords(a.textContent, b.textContent) >= EDITED_AT
}

interface InlinePiece {
  readonly from: number
  readonly key: string
}

/** Words, spaces and other inline content of a block, each with its formatting. */
function piecesOf(block: Node): InlinePiece[] {
  const pieces: InlinePiece[] = []
  block.forEach((child, offset) => {
    const format = JSON.stringify(child.marks.map((mark) => mark.toJSON()))
    if (!child.isText) {
      pieces.push({ from: offset, key: keyOf(child) })
      return
    }
    let at = offset
    for (const token of tokensOf(child.text ?? '')) {
      pieces.push({ from: at, key: token + format })
      at += token.length
    }
  })
  return pieces
}

function replaceWords(tr: Transform, start: number, a: Node, b: Node): void {
  const inA = piecesOf(a)
  const inB = piecesOf(b)
  const [numbersA, numbersB] = asNumbers(
    inA.map((piece) => piece.key),
    inB.map((piece) => piece.key),
  ) as [Int32Array, Int32Array]
  const startA = (index: number) => inA[index]?.from ?? a.content.size
  const startB = (index: number) => inB[index]?.from ?? b.content.size
  for (const gap of gapsOf(matchInOrder(numbersA, numbersB, MAX_DIFFERENCE), inA.length, inB.length).reverse())
    tr.replaceWith(start + startA(gap.i), start + startA(gap.iEnd), b.content.cut(startB(gap.j), startB(gap.jEnd)))
}

// Each claim is touched only where it is and where it shall be: a draft may move thousands of them.
function moveClaims(tr: Transform, after: Node): void {
  const wanted = claimRanges(after)
  const current = claimRanges(tr.doc)
  const [from, to] = [textMapOf(tr.doc), textMapOf(after)]
  for (const id of new Set([...wanted.keys(), ...current.keys()])) {
    const [was, is] = [current.get(id) ?? [], wanted.get(id) ?? []]
    if (JSON.stringify(was) === JSON.stringify(is)) continue
    const mark = schema.mark('claim', { id })
    for (const range of was) tr.removeMark(from.positionAt(range.start), from.positionAt(range.end), mark)
    for (const range of is) tr.addMark(to.positionAt(range.start), to.positionAt(range.end), mark)
  }
}

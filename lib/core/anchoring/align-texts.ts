import { asNumbers, matchInOrder } from '@/lib/core/text/match-in-order'

/**
 * Which words of one text are which words of another, when both are drafts of
 * the same article. Pure; offsets are UTF-16 code units.
 *
 * The plan:
 *
 * 1. Both texts become words and punctuation marks; case and the shape of
 *    quotation marks do not count.
 * 2. What both have at their ends is matched.
 * 3. Runs of words that occur once in either text are matched wherever they
 *    stand, so that a moved paragraph is found, and grown in both directions.
 * 4. Between two neighbouring matches that kept their order, the words are
 *    compared in order, so that what is inside an edited
 *    sentence is matched too.
 *
 * A match is a statement about words, not yet about a claim: whether a claim
 * may follow its words is decided in `carry-range.ts`.
 */
export interface Token {
  /** Offsets in its text. */
  readonly start: number
  readonly end: number
  /** What is compared. */
  readonly key: string
}

export interface Alignment {
  readonly before: AlignedText
  readonly after: AlignedText
}

/** One of two aligned texts. */
export interface AlignedText {
  readonly text: string
  readonly tokens: readonly Token[]
  /** For each token, the index of its match in the other text, or -1. */
  readonly match: Int32Array
}

/** Lengths of the runs that single out a place, longest first: long runs cannot be a coincidence, short ones only help where nothing else does. */
const RUN_LENGTHS = [8, 5, 3] as const

/** Stretches with more differences than this count as unrelated; the cost grows with the square of the difference. */
const MAX_DIFFERENCE = 1_500

const TOKEN = /[\p{L}\p{N}\p{M}_]+(?:['’][\p{L}\p{M}]+)*|[^\s\p{L}\p{N}\p{M}_]/gu

/** Words and punctuation marks of a text; white space is left out. */
export function tokensWithOffsets(text: string): Token[] {
  const tokens: Token[] = []
  for (const found of text.matchAll(TOKEN)) tokens.push({ start: found.index, end: found.index + found[0].length, key: keyOf(found[0]) })
  return tokens
}

function keyOf(word: string): string {
  if (word.length === 1) {
    if ('‘’`´'.includes(word)) return "'"
    if ('“”„«»'.includes(word)) return '"'
    if ('–—‐‑−'.includes(word)) return '-'
  }
  return word.toLowerCase().replaceAll('’', "'")
}

/** Aligns two drafts of a text. */
export function alignTexts(before: string, after: string): Alignment {
  // 1. Words, as numbers: comparing those is fast.
  const a = tokensWithOffsets(before)
  const b = tokensWithOffsets(after)
  const [inA, inB] = asNumbers(
    a.map((token) => token.key),
    b.map((token) => token.key),
  ) as [Int32Array, Int32Array]
  const matcher = new Matcher(inA, inB)
  // 2.
  matcher.matchEnds()
  // 3.
  for (const length of RUN_LENGTHS) matcher.matchUniqueRuns(length)
  // 4.
  matcher.matchGaps()
  return {
    before: { text: before, tokens: a, match: matcher.toB },
    after: { text: after, tokens: b, match: matcher.toA },
  }
}

class Matcher {
  readonly a: Int32Array
  readonly b: Int32Array
  readonly toB: Int32Array
  readonly toA: Int32Array

  constructor(a: Int32Array, b: Int32Array) {
    this.a = a
    this.b = b
    this.toB = new Int32Array(a.length).fill(-1)
    this.toA = new Int32Array(b.length).fill(-1)
  }

  matchEnds(): void {
    const { a, b } = this
    let head = 0
    for (; head < a.length && head < b.length && a[head] === b[head]; head++) this.#pair(head, head)
    let tail = 1
    while (a.length - tail >= head && b.length - tail >= head && a[a.length - tail] === b[b.length - tail]) {
      this.#pair(a.length - tail, b.length - tail)
      tail++
    }
  }

  /** Runs of `length` words that occur once among the unmatched words of either text. */
  matchUniqueRuns(length: number): void {
    const inA = this.#runs(this.a, this.toB, length)
    const inB = this.#runs(this.b, this.toA, length)
    for (const [run, i] of inA) {
      const j = inB.get(run)
      if (i < 0 || j === undefined || j < 0) continue
      if (this.toB[i] !== -1 || this.toA[j] !== -1) continue
      this.#grow(i, j)
    }
  }

  /** Run → where it is, or -1 when there is more than one. */
  #runs(words: Int32Array, match: Int32Array, length: number): Map<string, number> {
    const places = new Map<string, number>()
    let free = 0
    for (let end = 0; end < words.length; end++) {
      free = match[end] === -1 ? free + 1 : 0
      if (free < length) continue
      const start = end - length + 1
      const run = words.subarray(start, end + 1).join(' ')
      places.set(run, places.has(run) ? -1 : start)
    }
    return places
  }

  #grow(i: number, j: number): void {
    const { a, b, toB, toA } = this
    let start = 0
    const isFree = (offset: number) =>
      i + offset >= 0 &&
      j + offset >= 0 &&
      i + offset < a.length &&
      j + offset < b.length &&
      toB[i + offset] === -1 &&
      toA[j + offset] === -1 &&
      a[i + offset] === b[j + offset]
    while (isFree(start - 1)) start--
    for (let offset = start; isFree(offset); offset++) this.#pair(i + offset, j + offset)
  }

  matchGaps(): void {
    const { a, b, toB, toA } = this
    let i = 0
    while (i < a.length) {
      if (toB[i] !== -1) {
        i++
        continue
      }
      let end = i
      while (end < a.length && toB[end] === -1) end++
      // The gap in the other text: between the matches on both sides, when nothing was moved in between.
      const left = i === 0 ? -1 : (toB[i - 1] as number)
      const right = end === a.length ? b.length : (toB[end] as number)
      const bFrom = left + 1
      let bTo = bFrom
      while (bTo < b.length && toA[bTo] === -1) bTo++
      if (bTo === right) this.#difference(i, end, bFrom, bTo)
      else {
        // Moved on one side: the words still go on from the other.
        this.#difference(i, end, bFrom, bTo)
        let bStart = right
        while (bStart > 0 && toA[bStart - 1] === -1) bStart--
        let rest = end
        while (rest > i && toB[rest - 1] === -1) rest--
        this.#difference(rest, end, bStart, right)
      }
      i = end
    }
  }

  #difference(aFrom: number, aTo: number, bFrom: number, bTo: number): void {
    if (aFrom >= aTo || bFrom >= bTo) return
    for (const [i, j] of matchInOrder(this.a.subarray(aFrom, aTo), this.b.subarray(bFrom, bTo), MAX_DIFFERENCE))
      this.#pair(aFrom + i, bFrom + j)
  }

  #pair(i: number, j: number): void {
    this.toB[i] = j
    this.toA[j] = i
  }
}

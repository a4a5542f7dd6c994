import type { AlignedText, Alignment } from '@/lib/core/anchoring/align-texts'
import type { TextRange } from '@/lib/core/text/range'
import { sentenceAround, sentencesOf } from '@/lib/core/text/sentences'

/** A stretch of an aligned text in its tokens, `end` not included. */
export interface TokenSpan {
  readonly start: number
  readonly end: number
}

/** The tokens of a range. */
export function tokenSpan({ tokens }: AlignedText, range: TextRange): TokenSpan {
  const first = firstIndex(tokens.length, (index) => (tokens[index]?.end ?? 0) > range.start)
  const last = firstIndex(tokens.length, (index) => (tokens[index]?.start ?? 0) >= range.end)
  return { start: first, end: last }
}

function firstIndex(length: number, isPast: (index: number) => boolean): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >> 1
    if (isPast(middle)) high = middle
    else low = middle + 1
  }
  return low
}

/** The stretch of text, in UTF-16 offsets, that tokens cover. */
export function charRange({ tokens }: AlignedText, span: TokenSpan): TextRange {
  return { start: tokens[span.start]?.start ?? 0, end: tokens[span.end - 1]?.end ?? 0 }
}

/** The range of a target, less what a claim that begins or ends inside a word leaves out of it. */
export function rangeOf({ before, after }: Alignment, claim: TokenSpan, range: TextRange, target: TokenSpan): TextRange {
  const old = charRange(before, claim)
  const now = charRange(after, target)
  const isWhole = (index: number, at: number) => before.match[index] === at
  const start = isWhole(claim.start, target.start) ? now.start + (range.start - old.start) : now.start
  const end = isWhole(claim.end - 1, target.end - 1) ? now.end - (old.end - range.end) : now.end
  return start < end ? { start, end } : now
}

const FUNCTION_WORDS = new Set(
  'a an the and or but of to in on at by for with from as is are was were be been it its this that these those he she they we i you his her their our not no which who will would can could may has have had do does did so if than then there'.split(
    ' ',
  ),
)

/** How much a word says about whether two stretches are about the same thing. */
export function weight(key: string): number {
  if (!/[\p{L}\p{N}]/u.test(key)) return 0.1
  return FUNCTION_WORDS.has(key) ? 0.4 : 1
}

export function weightOf(text: AlignedText, span: TokenSpan): number {
  let sum = 0
  for (let index = span.start; index < span.end; index++) sum += weight(text.tokens[index]?.key ?? '')
  return sum
}

/** Weight of the words of `a` that are matched into `b`. */
function sharedWeight({ before }: Alignment, a: TokenSpan, b: TokenSpan): number {
  let sum = 0
  for (let index = a.start; index < a.end; index++) {
    const match = before.match[index] as number
    if (match >= b.start && match < b.end) sum += weight(before.tokens[index]?.key ?? '')
  }
  return sum
}

const sentencesByBlock = new WeakMap<AlignedText, Map<string, TokenSpan[]>>()

/** The sentence or sentences a range touches. Many claims stand in one block, so its sentences are found once. */
export function sentenceOf(text: AlignedText, range: TextRange): TokenSpan {
  const known = sentencesByBlock.get(text) ?? new Map<string, TokenSpan[]>()
  sentencesByBlock.set(text, known)
  return sentenceAround(text.text, range, (block) => {
    const sentences = known.get(block) ?? sentencesOf(block)
    known.set(block, sentences)
    return sentences
  })
}

/** Dice's coefficient over weighted words, 0 to 1. */
export function likeness(alignment: Alignment, a: TokenSpan, b: TokenSpan): number {
  const whole = weightOf(alignment.before, a) + weightOf(alignment.after, b)
  return whole === 0 ? 0 : (2 * sharedWeight(alignment, a, b)) / whole
}

export function sentenceLikeness(alignment: Alignment, range: TextRange, found: TextRange): number {
  const a = tokenSpan(alignment.before, sentenceOf(alignment.before, range))
  const b = tokenSpan(alignment.after, sentenceOf(alignment.after, found))
  return likeness(alignment, a, b)
}

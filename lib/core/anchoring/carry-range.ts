import { type AlignedText, type Alignment, alignTexts } from '@/lib/core/anchoring/align-texts'
import {
  charRange,
  likeness,
  rangeOf,
  sentenceLikeness,
  sentenceOf,
  type TokenSpan,
  tokenSpan,
  weight,
  weightOf,
} from '@/lib/core/anchoring/token-span'
import type { TextRange } from '@/lib/core/text/range'
import { sentencesOf } from '@/lib/core/text/sentences'

/** A place where a claim may belong, for a person to judge. */
export interface Proposal extends TextRange {
  /** How much of the claim's words are there, 0 to 1. */
  readonly score: number
  readonly reason: ProposalReason
}

/** Why a place is proposed rather than taken. */
export type ProposalReason =
  /** The same words, but in more than one place, or in another sentence than before. */
  | 'same-words-elsewhere'
  /** The sentence was rewritten so far that it may say something else. */
  | 'rewritten'
  /** A sentence elsewhere that shares most of the words. */
  | 'similar-sentence'

/** What becomes of a claim when another draft replaces the text. */
export type Carried =
  /** The words are there, in the sentence they were in. */
  | { readonly kind: 'same'; readonly range: TextRange }
  /** Its words were edited in place. */
  | { readonly kind: 'edited'; readonly range: TextRange }
  /** Nobody but a person may say where it belongs; best proposal first, none when the words are gone. */
  | { readonly kind: 'lost'; readonly proposals: readonly Proposal[] }

/** Edited words are carried when they share at least this much with the claim, and their sentences do too: below it, a sentence may say something else. */
const CARRY_AT = 0.75
const CARRY_SENTENCE_AT = 0.6
/** Below this, what is left is not worth a person's time. On real revisions, where edited passages must be found and deleted ones not proposed, both stop getting better here. */
const PROPOSE_AT = 0.63
/** A short claim whose sentence shares less than this with the old one has the same words by coincidence. */
const SAME_SENTENCE_AT = 0.5
/** Words that weigh this much together, and occur once in either text, are no coincidence. */
const TELLING_WEIGHT = 4
/** Words on each side that must agree where a quote occurs a different number of times than before. */
const NEIGHBOURS = 3
/** Words between two matched words of one claim that still count as one place. */
const MAX_INSERTED = 60

/**
 * Finds the place of a claim's range in the later text, or says that only a
 * person can. In this order:
 *
 * 1. the same words where the alignment says they went;
 * 2. the same words elsewhere, when they are telling and there is no choice;
 * 3. edited words where the alignment says they went;
 * 4. other words in exactly the claim's place, when the rest of the sentence stands;
 * 5. else proposals: those places when doubtful, and similar sentences that
 *    no other sentence of the old text became.
 */
export function carryRange(alignment: Alignment, range: TextRange): Carried {
  const { before, after } = alignment
  const claim = tokenSpan(before, range)
  if (claim.start >= claim.end) return { kind: 'lost', proposals: [] }
  const proposals: Proposal[] = []
  // 1.
  const target = targetOf(alignment, claim)
  const found = target && rangeOf(alignment, claim, range, target)
  const words = before.text.slice(range.start, range.end)
  const placesBefore = placesOf(before, before, claim, range)
  const placesAfter = placesOf(after, before, claim, range)
  const isTelling = weightOf(before, claim) >= TELLING_WEIGHT
  if (found && target && after.text.slice(found.start, found.end) === words) {
    const isUnique = placesBefore.length === 1 && placesAfter.length === 1
    const isTrusted = (isTelling && isUnique) || sentenceLikeness(alignment, range, found) >= SAME_SENTENCE_AT
    if (isTrusted && (placesBefore.length === placesAfter.length || isBetweenItsNeighbours(alignment, claim, target)))
      return { kind: 'same', range: found }
    proposals.push({ ...found, score: 1, reason: 'same-words-elsewhere' })
  }
  // 2.
  if (placesAfter.length > 0 && proposals.length === 0) {
    const start = placesAfter[placesBefore.indexOf(range.start)]
    if (isTelling && placesAfter.length === placesBefore.length && start !== undefined)
      return { kind: 'same', range: { start, end: start + words.length } }
    for (const place of placesAfter.slice(0, MAX_PROPOSALS))
      if (isTelling || placesAfter.length === 1)
        proposals.push({ start: place, end: place + words.length, score: 1, reason: 'same-words-elsewhere' })
  }
  // 3. and 4.
  if (proposals.length === 0) {
    const inPlace = editedPlaces(alignment, range, claim, target)
    const sure = inPlace.find((place) => place.isSure)
    if (sure) return { kind: 'edited', range: sure.range }
    const best = inPlace.find((place) => place.score >= PROPOSE_AT)
    if (best) proposals.push({ ...best.range, score: best.score, reason: 'rewritten' })
  }
  // 5.
  if (proposals.length === 0) proposals.push(...similarPlaces(alignment, range, claim))
  return { kind: 'lost', proposals }
}

const MAX_PROPOSALS = 5

interface EditedPlace {
  readonly range: TextRange
  readonly score: number
  readonly isSure: boolean
}

/** Where a claim's words may have been edited in place: where the alignment says they went, and what stands between its old neighbours. */
function editedPlaces(alignment: Alignment, range: TextRange, claim: TokenSpan, target: TokenSpan | null): EditedPlace[] {
  const { before, after } = alignment
  const places: EditedPlace[] = []
  if (target) {
    const found = rangeOf(alignment, claim, range, target)
    const score = likeness(alignment, claim, target)
    const isWhole = lines(before.text.slice(range.start, range.end)) === lines(after.text.slice(found.start, found.end))
    const isTelling = weightOf(before, claim) >= TELLING_WEIGHT
    places.push({
      range: found,
      score,
      isSure: isTelling && isWhole && score >= CARRY_AT && sentenceLikeness(alignment, range, found) >= CARRY_SENTENCE_AT,
    })
  }
  const between = placeBetweenNeighbours(alignment, claim)
  if (between) {
    const found = charRange(after, between)
    const score = sentenceLikeness(alignment, range, found)
    places.push({ range: found, score, isSure: score >= CARRY_AT && isPartOfSentence(before, range) })
  }
  return places
}

/** Whether a claim is less than its sentence, so that the rest of the sentence can vouch for its place. */
function isPartOfSentence(before: AlignedText, range: TextRange): boolean {
  const sentence = sentenceOf(before, range)
  return weightOf(before, tokenSpan(before, range)) <= weightOf(before, tokenSpan(before, sentence)) / 2
}

/**
 * Where most of a claim's words went, with what was put at its edges instead
 * of its own first or last words.
 */
function targetOf({ before, after }: Alignment, claim: TokenSpan): TokenSpan | null {
  // 1. Matches that kept their order and stand close together.
  const clusters: Match[][] = []
  for (let old = claim.start; old < claim.end; old++) {
    const now = before.match[old] as number
    if (now === -1) continue
    const match = { old, now, weight: weight(before.tokens[old]?.key ?? '') }
    const cluster = clusters.find((one) => {
      const last = one[one.length - 1] as Match
      return now > last.now && now - last.now <= MAX_INSERTED
    })
    if (cluster) cluster.push(match)
    else clusters.push([match])
  }
  const heaviest = clusters.sort((a, b) => sumOf(b) - sumOf(a))[0]
  if (!heaviest) return null
  // 2. Without stray matches far from the rest.
  const [first, last] = densestPart(heaviest, weightOf(before, claim), after)
  // 3. Its first or last words were replaced: what stands in their place, as far as it can be the same sentence.
  const core = charRange(after, { start: first.now, end: last.now + 1 })
  const room = tokenSpan(after, sentenceOf(after, core))
  const grow = (edge: number, step: 1 | -1, outside: number, limit: number) => {
    let free = 0
    while (isFree(edge + step * (free + 1))) free++
    const isClosed = outside !== -1 && outside === edge + step * (free + 1)
    return isClosed ? Math.min(free, 2 * limit + 3) : Math.min(free, limit)
  }
  const isFree = (index: number) => index >= room.start && index < room.end && after.match[index] === -1
  const { start, end } = claim
  return {
    start: first.old > start ? first.now - grow(first.now, -1, before.match[start - 1] ?? -1, first.old - start) : first.now,
    end: last.old < end - 1 ? last.now + 1 + grow(last.now, 1, before.match[end] ?? -1, end - 1 - last.old) : last.now + 1,
  }
}

interface Match {
  readonly old: number
  readonly now: number
  readonly weight: number
}

function sumOf(matches: readonly Match[]): number {
  return matches.reduce((sum, match) => sum + match.weight, 0)
}

/** Above this many matches, trying every part would take too long; strays do not matter in so long a claim. */
const MAX_TRIED = 400

/** First and last match of the part that shares most with the claim, by Dice's coefficient. */
function densestPart(matches: readonly Match[], claimWeight: number, after: AlignedText): readonly [Match, Match] {
  const whole = [matches[0] as Match, matches[matches.length - 1] as Match] as const
  if (matches.length > MAX_TRIED) return whole
  let best: readonly [Match, Match] = whole
  let bestScore = 0
  for (let from = 0; from < matches.length; from++) {
    let shared = 0
    let all = 0
    let at = (matches[from] as Match).now
    for (let to = from; to < matches.length; to++) {
      const match = matches[to] as Match
      shared += match.weight
      for (; at <= match.now; at++) all += weight(after.tokens[at]?.key ?? '')
      const score = (2 * shared) / (claimWeight + all)
      if (score <= bestScore) continue
      bestScore = score
      best = [matches[from] as Match, match]
    }
  }
  return best
}

/** What stands between the words that stood on both sides of a claim, if they are there still, side by side but for that. */
function placeBetweenNeighbours({ before, after }: Alignment, claim: TokenSpan): TokenSpan | null {
  const left = claim.start === 0 ? -1 : (before.match[claim.start - 1] as number)
  const right = claim.end === before.tokens.length ? after.tokens.length : (before.match[claim.end] as number)
  if ((left === -1 && claim.start > 0) || right === -1) return null
  const [start, end] = [left + 1, right]
  if (start >= end || end - start > 2 * (claim.end - claim.start) + 3) return null
  return { start, end }
}

/**
 * Whether the words around a quote are those that stood around it: where a
 * quote occurs in another number of places than before, nothing else settles
 * which is which (hypothesis/client#7571).
 */
function isBetweenItsNeighbours({ before, after }: Alignment, claim: TokenSpan, target: TokenSpan): boolean {
  return agrees(before, after, claim.start - 1, target.start - 1, -1) && agrees(before, after, claim.end, target.end, 1)
}

const wordIndexes = new WeakMap<AlignedText, ReadonlyMap<string, readonly number[]>>()

/** Word → where it stands, as token indexes. Kept with the text. */
function wordIndex(text: AlignedText): ReadonlyMap<string, readonly number[]> {
  let index = wordIndexes.get(text)
  if (index) return index
  const places = new Map<string, number[]>()
  text.tokens.forEach(({ key }, at) => {
    const known = places.get(key)
    if (known) known.push(at)
    else places.set(key, [at])
  })
  index = places
  wordIndexes.set(text, index)
  return index
}

/** Offsets in `text` where exactly the claim's words stand: looked up by the rarest of them. */
function placesOf(text: AlignedText, before: AlignedText, claim: TokenSpan, range: TextRange): number[] {
  const index = wordIndex(text)
  const words = before.text.slice(range.start, range.end)
  let rarest: readonly number[] | null = null
  let offset = 0
  for (let at = claim.start; at < claim.end; at++) {
    const token = before.tokens[at]
    const found = (token && index.get(token.key)) ?? []
    if (!token || (rarest && found.length >= rarest.length)) continue
    rarest = found
    offset = range.start - token.start
  }
  return (rarest ?? [])
    .map((at) => (text.tokens[at]?.start ?? 0) + offset)
    .filter((start) => start >= 0 && text.text.startsWith(words, start))
}

function agrees(before: AlignedText, after: AlignedText, i: number, j: number, direction: 1 | -1): boolean {
  for (let step = 0; step < NEIGHBOURS; step++) {
    const a = before.tokens[i + step * direction]
    const b = after.tokens[j + step * direction]
    if (!a && !b) return true
    if (!a || !b || a.key !== b.key) return false
  }
  return true
}

/** Number of lines; a claim whose words were spread over more paragraphs is looked at by a person. */
function lines(text: string): number {
  return text.split('\n').length
}

interface SentenceIndex {
  /** Sentences of the later text that no sentence of the earlier one became. */
  readonly free: readonly { readonly span: TokenSpan; readonly weight: number }[]
  /** Word → the free sentences that have it. */
  readonly byWord: ReadonlyMap<string, readonly number[]>
}

const indexes = new WeakMap<Alignment, SentenceIndex>()

/** How much of a sentence may be matched already while it still counts as free. */
const FREE_BELOW = 0.5

function indexOf(alignment: Alignment): SentenceIndex {
  let index = indexes.get(alignment)
  if (index) return index
  const { after } = alignment
  const free: { span: TokenSpan; weight: number }[] = []
  const byWord = new Map<string, number[]>()
  let lineStart = 0
  for (const line of after.text.split('\n')) {
    for (const sentence of sentencesOf(line)) {
      const span = tokenSpan(after, { start: lineStart + sentence.start, end: lineStart + sentence.end })
      const whole = weightOf(after, span)
      let matched = 0
      for (let at = span.start; at < span.end; at++) if (after.match[at] !== -1) matched += weight(after.tokens[at]?.key ?? '')
      if (whole === 0 || matched > whole * FREE_BELOW) continue
      for (let at = span.start; at < span.end; at++) {
        const key = after.tokens[at]?.key ?? ''
        if (weight(key) < 1) continue
        const places = byWord.get(key)
        if (!places) byWord.set(key, [free.length])
        else if (places[places.length - 1] !== free.length) places.push(free.length)
      }
      free.push({ span, weight: whole })
    }
    lineStart += line.length + 1
  }
  index = { free, byWord }
  indexes.set(alignment, index)
  return index
}

/** The free sentence most like the claim's own, and the claim's words in it. */
function similarPlaces(alignment: Alignment, range: TextRange, claim: TokenSpan): Proposal[] {
  const { before, after } = alignment
  const { free, byWord } = indexOf(alignment)
  const sentenceRange = sentenceOf(before, range)
  const sentence = tokenSpan(before, sentenceRange)
  const shared = new Map<number, number>()
  const seen = new Set<string>()
  for (let at = sentence.start; at < sentence.end; at++) {
    const key = before.tokens[at]?.key ?? ''
    if (seen.has(key)) continue
    seen.add(key)
    for (const place of byWord.get(key) ?? []) shared.set(place, (shared.get(place) ?? 0) + 1)
  }
  const ranked = [...shared].sort((a, b) => b[1] - a[1]).slice(0, MAX_PROPOSALS)
  const proposals: Proposal[] = []
  for (const [place] of ranked) {
    const candidate = charRange(after, (free[place] as { span: TokenSpan }).span)
    const inner = alignTexts(before.text.slice(sentenceRange.start, sentenceRange.end), after.text.slice(candidate.start, candidate.end))
    const innerClaim = { start: claim.start - sentence.start, end: claim.end - sentence.start }
    const target = targetOf(inner, innerClaim)
    if (!target) continue
    const score = likeness(inner, innerClaim, target)
    if (score < PROPOSE_AT) continue
    const found = charRange(inner.after, target)
    proposals.push({ start: candidate.start + found.start, end: candidate.start + found.end, score, reason: 'similar-sentence' })
  }
  return proposals.sort((a, b) => b.score - a.score)
}

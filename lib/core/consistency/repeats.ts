import type { ReadSentence } from '@/lib/core/consistency/findings'
import { type Quantity, quantitiesIn } from '@/lib/core/consistency/quantities'
import { remembered } from '@/lib/core/remembered'
import { tellingWords } from '@/lib/core/text/likeness'
import { overlaps, type TextRange } from '@/lib/core/text/range'

/** Most places shown for one fact. */
const MOST = 12

/** Sentences whose figures and words are remembered: those of two long articles. */
const SENTENCES = 6_000

const read = remembered(SENTENCES, (sentence) => ({ quantities: quantitiesIn(sentence), words: wordsWithPlaces(sentence) }))

/** Telling words without figures that have to be said again for a fact that has no figure. */
const FEWEST_WORDS = 3

/** A place that says the same: from the first to the last word said again, and within it the figure, or all of it where there is none. */
export interface RepeatedPlace extends TextRange {
  readonly core: TextRange
}

/**
 * Places where a text states the same fact as some words of it: every figure
 * of the words, with what it counts, and most of their telling words; of words
 * without a figure nearly all. `sentence` is the one the words stand in: where
 * they are little more than a figure, the rest of it has to be alike too.
 * Ranges run from the first to the last word that is said again.
 */
export function repeatsOf(
  stated: { readonly quote: string; readonly sentence: string },
  sentences: readonly ReadSentence[],
  except: readonly TextRange[],
): RepeatedPlace[] {
  const figures = quantitiesIn(stated.quote)
  const words = plainWords(stated.quote)
  const around = plainWords(stated.sentence).filter((word) => !words.includes(word))
  if (figures.length === 0 && words.length < FEWEST_WORDS) return []
  const found: RepeatedPlace[] = []
  for (const sentence of sentences) {
    if (except.some((range) => overlaps(range, sentence))) continue
    const { quantities, words: said } = read(sentence.text)
    const spans = sameFigures(figures, quantities)
    if (!spans) continue
    const shared = words.filter((word) => said.has(word))
    const isSaid = shared.length >= words.length * (figures.length === 0 ? 0.8 : 0.5)
    if (!isSaid || !hasSameSubject(figures, shared, around, said)) continue
    const places = [...spans, ...shared.map((word) => said.get(word) as TextRange)]
    const [start, end] = [Math.min(...places.map((place) => place.start)), Math.max(...places.map((place) => place.end))]
    // The same words all over a long sentence say something else.
    if (figures.length === 0 && end - start > stated.quote.length * 2.5) continue
    const [core = { start, end }] = spans
    found.push({
      start: sentence.start + start,
      end: sentence.start + end,
      core: { start: sentence.start + core.start, end: sentence.start + core.end },
    })
    if (found.length >= MOST) break
  }
  return found
}

/** Whether what the figures are of is alike enough: a small number or a year alone is in many sentences that have nothing to do with each other. */
function hasSameSubject(
  figures: readonly Quantity[],
  shared: readonly string[],
  around: readonly string[],
  said: ReadonlyMap<string, TextRange>,
): boolean {
  if (figures.length === 0) return true
  const sharedAround = around.filter((word) => said.has(word)).length
  return figures.some(isTelling) ? sharedAround >= 1 || shared.length >= 2 : shared.length >= 2 && sharedAround + shared.length >= 3
}

/** Figures that hardly stand in one text twice by chance. */
function isTelling({ kind, value, isScaled }: Quantity): boolean {
  return kind !== 'year' && (isScaled || kind === 'money' || value >= 100 || !Number.isInteger(value))
}

/** Where every one of the figures stands again, with what it counts where both name it; null when one does not. */
function sameFigures(figures: readonly Quantity[], others: readonly Quantity[]): TextRange[] | null {
  const spans: TextRange[] = []
  for (const figure of figures) {
    const same = others.find((other) => isSame(figure, other))
    if (!same) return null
    spans.push({ start: same.start, end: same.end })
  }
  return spans
}

function isSame(a: Quantity, b: Quantity): boolean {
  if (a.value !== b.value) return false
  const isAmount = (one: Quantity) => one.kind === 'money' || one.kind === 'percent'
  if (isAmount(a) || isAmount(b)) return a.kind === b.kind
  return a.noun === '' || b.noun === '' || a.noun === b.noun
}

/** Telling words that are no figures. */
function plainWords(text: string): string[] {
  return tellingWords(text).filter((word) => word.length > 1 && !/^\p{N}/u.test(word) && !SCALES.has(word))
}

const SCALES = new Set(['hundred', 'thousand', 'million', 'billion', 'trillion', 'percent', 'per', 'cent'])

/** Each word of a sentence, folded, with where it stands first. */
function wordsWithPlaces(sentence: string): Map<string, TextRange> {
  const places = new Map<string, TextRange>()
  for (const { 0: word, index } of sentence.matchAll(/[\p{L}\p{N}]+/gu)) {
    const [folded] = tellingWords(word)
    if (folded && !places.has(folded)) places.set(folded, { start: index, end: index + word.length })
  }
  return places
}

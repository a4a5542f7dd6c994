import { weighWords } from '@/lib/core/detection/detect'
import { featuresOf } from '@/lib/core/detection/features'
import type { Cue, CueWeights, WordWeights } from '@/lib/core/detection/language'

/** A sentence with the chance that it is worth checking. */
export interface Example {
  readonly text: string
  readonly target: number
  readonly weight: number
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x))

/**
 * What is thought of a cue before any label was seen: a few hundred labels
 * must not teach that a superlative speaks against checking.
 */
export const PRIOR: Readonly<Record<string, number>> = {
  ...{ money: 0.8, percent: 0.8, year: 0.5, date: 0.5, weekday: 0.3, time: 0.3, duration: 0.5, unit: 0.5, large: 0.4, figure: 0.7 },
  ...{ 'number-word': 0.5, share: 0.4, change: 0.4, since: 0.8, only: 0.3, superlative: 0.3, comparison: 0.4, cause: 0.3, law: 0.5 },
  ...{ accusation: 0.6, attribution: 0.8, quotation: 0.3, study: 0.4, death: 0.6, deed: 0.4, office: 0.4, name: 0.5, capital: 0.3 },
  ...{ place: 0.2, past: 0.4, definition: 0.1, possession: 0.2, 'capitals:2': 0.2, 'capitals:4': 0.2, 'figures:2': 0.2, 'figures:4': 0.2 },
  ...{ question: -2, wish: -0.8, thought: -0.6, advice: -1, must: -0.5, could: -0.3, verdict: -0.6, thanks: -1, me: -0.6, us: -0.3 },
  ...{ price: 1.2, ordinal: 0.4, 'said-of-me': 0.8, pronoun: 0.3, state: 0.2, row: 1, routine: 0.3 },
  ...{ stance: -0.7, unclear: -0.8, signature: -2, 'own-life': -0.9, and: -0.1, pointer: -1.5 },
  ...{ you: -0.8, this: -0.2, exclamation: -0.6, ellipsis: -0.3, 'size:<5': -1, 'size:<9': -0.4, 'speaker:2': -0.4 },
}

/** How strongly labels have to speak against a prior. */
const L2 = 0.03
/** How much of the judgement of prose is left to words: there are few labels, and cues are known to be right. */
const WORDS_SHARE = 0.3
/** Hash buckets of the words of prose. */
export const PROSE_BUCKETS = 1 << 16
/** Chance that a sentence with a label is worth checking, as far as the label says. */
const TARGETS = [0.1, 0.62, 0.95] as const

/** Logistic regression over cues, drawn by L2 towards a prior, by gradient descent; the same every time. */
export function learnCues(
  examples: readonly Example[],
  cues: readonly Cue[],
  l2: number,
  rounds = 600,
  prior: Readonly<Record<string, number>> = {},
): CueWeights {
  const seen = examples.map(({ text }) => featuresOf(text, cues, 0).cues)
  const weights: Record<string, number> = {}
  for (const one of seen) for (const cue of one) weights[cue] = prior[cue] ?? 0
  // A cue no label speaks of keeps what was thought of it.
  for (const [cue, value] of Object.entries(prior)) weights[cue] = value
  let bias = 0
  for (let round = 0; round < rounds; round++) {
    const slope: Record<string, number> = {}
    let biasSlope = 0
    examples.forEach(({ target, weight }, at) => {
      const mine = seen[at] ?? []
      const off = (sigmoid(mine.reduce((sum, cue) => sum + (weights[cue] ?? 0), bias)) - target) * weight
      for (const cue of mine) slope[cue] = (slope[cue] ?? 0) + off
      biasSlope += off
    })
    for (const cue of Object.keys(weights))
      weights[cue] = (weights[cue] ?? 0) - 0.5 * ((slope[cue] ?? 0) / examples.length + l2 * ((weights[cue] ?? 0) - (prior[cue] ?? 0)))
    bias -= (0.5 * biasSlope) / examples.length
  }
  return { cues: rounded(weights), bias: Math.round(bias * 1000) / 1000 }
}

/** Logistic regression over words, letters and cues, by AdaGrad; the same every time. */
export function learnWords(examples: readonly Example[], cues: readonly Cue[], buckets: number, epochs = 8): WordWeights {
  const seen = examples.map(({ text }) => featuresOf(text, cues, buckets))
  const words = new Float64Array(buckets)
  const slopes = new Float64Array(buckets).fill(1e-6)
  const weights = new Map<string, { value: number; slope: number }>()
  for (const { cues: mine } of seen) for (const cue of mine) if (!weights.has(cue)) weights.set(cue, { value: 0, slope: 1e-6 })
  let bias = 0
  let biasSlope = 1e-6
  let seed = 7
  const random = () => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
    return seed / 4_294_967_296
  }
  const order = examples.map((_, at) => at)
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let at = order.length - 1; at > 0; at--) {
      const other = Math.floor(random() * (at + 1))
      ;[order[at], order[other]] = [order[other] as number, order[at] as number]
    }
    for (const at of order) {
      const { cues: mine, buckets: hashes } = seen[at] as (typeof seen)[number]
      const { target, weight } = examples[at] as Example
      const share = 1 / Math.sqrt(hashes.length || 1)
      let sum = bias
      for (const bucket of hashes) sum += (words[bucket] as number) * share
      for (const cue of mine) sum += weights.get(cue)?.value ?? 0
      const off = (sigmoid(sum) - target) * weight
      for (const bucket of hashes) {
        const slope = off * share + 1e-6 * (words[bucket] as number)
        slopes[bucket] = (slopes[bucket] as number) + slope * slope
        words[bucket] = (words[bucket] as number) - (0.5 * slope) / Math.sqrt(slopes[bucket] as number)
      }
      for (const cue of mine) {
        const one = weights.get(cue)
        if (!one) continue
        one.slope += off * off
        one.value -= (0.5 * off) / Math.sqrt(one.slope)
      }
      biasSlope += off * off
      bias -= (0.5 * off) / Math.sqrt(biasSlope)
    }
  }
  // A signed byte a bucket; what lies beyond is cut.
  const sizes = [...words].map(Math.abs).sort((a, b) => a - b)
  const scale = (sizes[Math.floor(sizes.length * 0.9995)] as number) / 127 || 1
  const bytes = Int8Array.from(words, (value) => Math.max(-127, Math.min(127, Math.round(value / scale))))
  return {
    buckets,
    scale,
    weights: Buffer.from(bytes.buffer).toString('base64'),
    cues: rounded(Object.fromEntries([...weights].map(([cue, { value }]) => [cue, value]))),
    bias: Math.round(bias * 1000) / 1000,
  }
}

/** Sentences of news with labels, as examples. */
export function asProse(labelled: readonly { readonly text: string; readonly label: number }[]): Example[] {
  return labelled.map(({ text, label }) => ({ text, target: TARGETS[label] as number, weight: label === 0 ? 1.5 : 1 }))
}

/** Weights of prose: those of cues, and a share of those of words. */
export function learnProse(examples: readonly Example[], cues: readonly Cue[]): WordWeights {
  const byCues = learnCues(examples, cues, L2, 600, PRIOR)
  const byWords = learnWords(examples, cues, PROSE_BUCKETS)
  const mixed = (a: number, b: number) => a * (1 - WORDS_SHARE) + b * WORDS_SHARE
  const names = new Set([...Object.keys(byCues.cues), ...Object.keys(byWords.cues)])
  return {
    buckets: PROSE_BUCKETS,
    scale: byWords.scale * WORDS_SHARE,
    weights: byWords.weights,
    cues: rounded(Object.fromEntries([...names].map((name) => [name, mixed(byCues.cues[name] ?? 0, byWords.cues[name] ?? 0)]))),
    bias: Math.round(mixed(byCues.bias, byWords.bias) * 1000) / 1000,
  }
}

/** Log-odds of sentences, by weights learned without the pages they are on: pages are left out in five turns. */
export function leftOut(
  labelled: readonly { readonly page: string; readonly text: string; readonly label: number }[],
  cues: readonly Cue[],
): number[] {
  const names = [...new Set(labelled.map(({ page }) => page))]
  const margins: number[] = new Array(labelled.length)
  for (let fold = 0; fold < 5; fold++) {
    const left = new Set(names.filter((_, at) => at % 5 === fold))
    const weights = learnProse(asProse(labelled.filter(({ page }) => !left.has(page))), cues)
    labelled.forEach(({ page, text }, at) => {
      if (left.has(page)) margins[at] = weighWords(featuresOf(text, cues, PROSE_BUCKETS), weights)
    })
  }
  return margins
}

function rounded(weights: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(weights)
      .map(([cue, value]) => [cue, Math.round(value * 1000) / 1000] as const)
      .sort(([a], [b]) => a.localeCompare(b)),
  )
}

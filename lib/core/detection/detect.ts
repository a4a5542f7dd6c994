import { CLAIM_TYPES, type ClaimType } from '@/lib/core/claim/claim'
import { type Features, featuresOf } from '@/lib/core/detection/features'
import type { CueWeights, DetectionLanguage, WordWeights } from '@/lib/core/detection/language'
import { remembered } from '@/lib/core/remembered'

/** How worth checking a sentence is, and why. */
export interface Detected {
  /** 0 nothing to check … 1 an error would need a printed correction. */
  readonly score: number
  /** Whether there is something in it to check: the score is at least {@link CHECKABLE_AT}. */
  readonly checkable: boolean
  /** Why, in words, the strongest first; empty when there is nothing to check and nothing speaks for it. */
  readonly reasons: readonly string[]
  /** Types of fact in it, the likeliest first. */
  readonly types: readonly ClaimType[]
}

export const CHECKABLE_AT = 0.5
/** Reasons given for one sentence. */
const MAX_REASONS = 4

/**
 * Looks at the sentences of one text. Whether it is speech or prose is decided
 * once for the whole text unless it is known: in prose a plain statement is
 * checkable, in speech most sentences are talk. Nothing here sets an outcome.
 */
export function detect(sentences: readonly string[], language: DetectionLanguage, register?: 'prose' | 'speech'): Detected[] {
  if (register === 'prose') return sentences.map(proseReader(language))
  const buckets = language.speech?.buckets ?? 0
  const cueOnly = sentences.map((sentence) => featuresOf(sentence, language.cues, 0))
  const isProse = register !== 'speech' && (language.register === null || meanOf(cueOnly, language.register) > 0)
  return sentences.map((sentence, at) => {
    const cues = cueOnly[at] as Features
    const { speech } = language
    const margin = isProse || !speech ? weighProse(sentence, language) : weighWords(featuresOf(sentence, language.cues, buckets), speech)
    return judged(margin, cues, language)
  })
}

function judged(margin: number, cues: Features, language: DetectionLanguage): Detected {
  const score = Math.round((1 / (1 + Math.exp(-margin))) * 1000) / 1000
  const checkable = score >= CHECKABLE_AT
  const { reasons, types } = reasonsOf(cues, language)
  return { score, checkable, reasons: checkable && reasons.length === 0 ? [PLAIN] : reasons, types }
}

/** Said of a sentence that no cue speaks for by itself. */
const PLAIN = 'says that something is so'

/** Sentences of prose whose judgement is kept, a language: after an edit only what it touched is read anew. */
const SENTENCES = 40_000
const readers = new WeakMap<DetectionLanguage, (sentence: string) => Detected>()

// In prose each sentence stands for itself.
function proseReader(language: DetectionLanguage): (sentence: string) => Detected {
  const known = readers.get(language)
  if (known) return known
  const reader = remembered(SENTENCES, (sentence) => {
    const cues = featuresOf(sentence, language.cues, 0)
    return judged(weighProse(sentence, language), cues, language)
  })
  readers.set(language, reader)
  return reader
}

/** How worth checking a sentence of prose is, as a log-odds. */
function weighProse(sentence: string, { cues, prose }: DetectionLanguage): number {
  return 'buckets' in prose ? weighWords(featuresOf(sentence, cues, prose.buckets), prose) : weigh(featuresOf(sentence, cues, 0), prose)
}

/** Weight of the cues of a sentence, as a log-odds. */
export function weigh({ cues }: Features, { cues: weights, bias }: CueWeights): number {
  return cues.reduce((sum, cue) => sum + (weights[cue] ?? 0), bias)
}

const decoded = new WeakMap<WordWeights, Int8Array>()

/** Weight of its words and cues, as a log-odds. */
export function weighWords(features: Features, model: WordWeights): number {
  let bytes = decoded.get(model)
  if (!bytes) {
    bytes = Int8Array.from(atob(model.weights), (letter) => letter.charCodeAt(0))
    decoded.set(model, bytes)
  }
  let sum = 0
  for (const bucket of features.buckets) sum += bytes[bucket] as number
  // A sentence of many words is not worth more for it.
  const words = features.buckets.length === 0 ? 0 : (sum * model.scale) / Math.sqrt(features.buckets.length)
  return weigh(features, model) + words
}

function meanOf(features: readonly Features[], weights: CueWeights): number {
  if (features.length === 0) return 1
  return features.reduce((sum, one) => sum + weigh(one, weights), 0) / features.length
}

function reasonsOf({ cues }: Features, language: DetectionLanguage): Pick<Detected, 'reasons' | 'types'> {
  const found = new Set(cues)
  const told = language.cues.filter((cue) => found.has(cue.id) && cue.reason !== undefined)
  const types = [...new Set(told.flatMap((cue) => (cue.type ? [cue.type] : [])))].filter((type) => CLAIM_TYPES.includes(type))
  return { reasons: told.slice(0, MAX_REASONS).map((cue) => cue.reason as string), types }
}

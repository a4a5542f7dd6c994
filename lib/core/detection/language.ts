import type { ClaimType } from '@/lib/core/claim/claim'

/** Something in a sentence that speaks for or against checking it. */
export interface Cue {
  /** Stable name: a model weighs it by this. */
  readonly id: string
  /** Matches where the cue stands, in time linear in the sentence's length. */
  readonly pattern: RegExp
  /** Why it is worth checking, as a person reads it; left out when the cue alone is no reason. */
  readonly reason?: string
  /** The type of fact it speaks of. */
  readonly type?: ClaimType
}

/** Weights of cues, learned from labelled sentences or written down by hand. */
export interface CueWeights {
  readonly cues: Readonly<Record<string, number>>
  readonly bias: number
}

/** Weights of words and stretches of letters too, by hash bucket. */
export interface WordWeights extends CueWeights {
  /** Number of hash buckets, a power of two; 0: only cues count. */
  readonly buckets: number
  /** A signed byte a bucket, base64. */
  readonly weights: string
  /** What one unit of a weight is worth. */
  readonly scale: number
}

/** What one language needs: everything about it lies in its folder. */
export interface DetectionLanguage {
  /** ISO 639-1. */
  readonly code: string
  readonly name: string
  readonly cues: readonly Cue[]
  /** How worth checking a sentence of a text is that somebody wrote to be read. */
  readonly prose: CueWeights | WordWeights
  /** The same of speech; null: speech is read like prose. */
  readonly speech: WordWeights | null
  /** Above zero on average: the text is prose. */
  readonly register: CueWeights | null
  /** What is not measured for this language, in a sentence for its users; null when it is. */
  readonly caution: string | null
  /** Words that tell the language apart, each counted once a sentence. */
  readonly telltales: RegExp
}

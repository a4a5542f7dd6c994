import type { ClaimType } from '@/lib/core/claim/claim'

/** Something in a sentence that speaks for or against checking it. */
export interface Cue {
  /** Stable name: a model weighs it by this. */
  readonly id: string
  /** Matches where the cue stands. Linear in the sentence's length: a test runs each through a checker. */
  readonly pattern: RegExp
  /** Why it is worth checking, as a person reads it; left out when the cue alone is no reason. */
  readonly reason?: string
  /** The type of fact it speaks of. */
  readonly type?: ClaimType
  /** Ends with nothing to check, whatever else stands there. */
  readonly isNothing?: true
}

/** Weights learned from labelled sentences: one a hashed feature, one a cue. */
export interface Model {
  /** Number of hash buckets, a power of two. */
  readonly buckets: number
  /** Weight of bucket i, in units of `scale`. */
  readonly weights: Int8Array
  readonly scale: number
  readonly cues: Readonly<Record<string, number>>
  readonly bias: number
}

/** What one language needs: everything about it lies in its folder. */
export interface DetectionLanguage {
  /** ISO 639-1. */
  readonly code: string
  readonly name: string
  readonly cues: readonly Cue[]
  /** Null: rules only, which the screen says. */
  readonly model: Model | null
}

import type { ClaimType } from '@/lib/core/claim/claim'
import type { DismissalReason } from '@/lib/core/coverage/dismissal'
import { detect } from '@/lib/core/detection/detect'
import { languageOf } from '@/lib/core/detection/languages'
import { foldText } from '@/lib/core/text/fold'
import { inThousands } from '@/lib/core/text/in-thousands'
import type { TextRange } from '@/lib/core/text/range'

/** A claim as far as coverage looks at it. */
export interface CoveringClaim {
  readonly id: string
  readonly ranges: readonly TextRange[]
  /** Checked with its decision covering today's words, or dismissed by name. */
  readonly isSettled: boolean
}

/** A sentence waved away by name; holds while its words do. */
export interface Dismissed {
  readonly id: string
  /** {@link sentenceKey} of the words it was said of. */
  readonly key: string
  readonly reason: DismissalReason
  readonly by: { readonly id: string; readonly name: string }
}

/** A sentence of the article and whether somebody looked at it. Offsets are UTF-16 units of the canonical text. */
export interface CoveredSentence {
  readonly start: number
  readonly end: number
  readonly score: number
  /** Whether there is something in it to check. */
  readonly checkable: boolean
  readonly reasons: readonly string[]
  readonly types: readonly ClaimType[]
  /** Claims that stand on some of its words. */
  readonly claimIds: readonly string[]
  readonly dismissal: Dismissed | null
}

/** How much of what can be checked somebody looked at. */
export interface Coverage {
  /** Sentences with something to check. */
  readonly checkable: number
  /** Of those, the ones that carry a claim or were waved away by name. */
  readonly covered: number
  /** Of those, the ones whose claims are all settled. */
  readonly decided: number
  readonly sentences: readonly CoveredSentence[]
  /** What is not measured for the language of the text, in a sentence; null when it is. */
  readonly caution: string | null
}

/** The words of a sentence as a dismissal remembers them: typography and white space make no difference. */
export function sentenceKey(sentence: string): string {
  return foldText(sentence)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .slice(0, 500)
}

/**
 * Which sentences of a text have something to check, and which of those nobody
 * looked at. `sentences` are ranges of `text` in order.
 */
export function coverageOf(
  text: string,
  sentences: readonly TextRange[],
  claims: readonly CoveringClaim[],
  dismissals: readonly Dismissed[],
): Coverage {
  const language = languageOf(text)
  const words = sentences.map(({ start, end }) => text.slice(start, end))
  const found = language ? detect(words, language, 'prose') : words.map(() => ({ score: 0.5, checkable: true, reasons: [], types: [] }))
  const byKey = new Map(dismissals.map((one) => [one.key, one]))
  const settled = new Set(claims.filter((claim) => claim.isSettled).map((claim) => claim.id))
  const standing = claims.flatMap((claim) => claim.ranges.map((range) => ({ id: claim.id, ...range }))).sort((a, b) => a.start - b.start)
  let from = 0
  const covered = sentences.map(({ start, end }, at): CoveredSentence => {
    while (from < standing.length && (standing[from]?.end ?? 0) <= start && isDone(standing, from, start)) from++
    const ids = new Set<string>()
    for (let index = from; index < standing.length; index++) {
      const range = standing[index] as (typeof standing)[number]
      if (range.start >= end) break
      if (range.end > start) ids.add(range.id)
    }
    const { score, checkable, reasons, types } = found[at] as (typeof found)[number]
    const dismissal = byKey.size > 0 ? (byKey.get(sentenceKey(words[at] ?? '')) ?? null) : null
    return { start, end, score, checkable, reasons, types, claimIds: [...ids], dismissal }
  })
  const checkable = covered.filter((one) => one.checkable)
  return {
    checkable: checkable.length,
    covered: checkable.filter((one) => one.dismissal || one.claimIds.length > 0).length,
    decided: checkable.filter((one) => one.dismissal || (one.claimIds.length > 0 && one.claimIds.every((id) => settled.has(id)))).length,
    sentences: covered,
    caution: language ? language.caution : 'The language of this text is not known here: every sentence counts as checkable.',
  }
}

// Ranges are in order of their starts; a long one before may still reach on.
function isDone(standing: readonly TextRange[], from: number, start: number): boolean {
  return (standing[from]?.end ?? 0) <= start
}

/** Checkable sentences nobody looked at. */
export function uncoveredIn(coverage: Coverage): CoveredSentence[] {
  return coverage.sentences.filter((one) => one.checkable && one.claimIds.length === 0 && one.dismissal === null)
}

/** "112 of 131 checkable sentences decided, 19 not looked at". */
export function describeCoverage({ checkable, covered, decided }: Coverage): string {
  if (checkable === 0) return 'Nothing in it is checkable'
  const open = checkable - covered
  return `${inThousands(decided)} of ${inThousands(checkable)} checkable sentences decided${open > 0 ? `, ${inThousands(open)} not looked at` : ''}`
}

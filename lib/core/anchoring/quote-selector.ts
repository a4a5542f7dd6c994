import type { TextRange } from '@/lib/core/text/range'

/**
 * W3C Web Annotation TextQuoteSelector and TextPositionSelector over the
 * canonical text. https://www.w3.org/TR/annotation-model/#text-quote-selector
 * Offsets are UTF-16 code units.
 */
export interface TextQuoteSelector {
  readonly exact: string
  readonly prefix?: string | undefined
  readonly suffix?: string | undefined
}

export interface DescribedQuote {
  readonly exact: string
  readonly prefix: string
  readonly suffix: string
}

/** Length of prefix and suffix kept with a claim, in UTF-16 code units: what Hypothesis keeps. */
export const CONTEXT_LENGTH = 32

/** How many places an ambiguous quote names before it stops. */
export const MAX_CANDIDATES = 50

export interface Candidate extends TextRange {
  readonly prefix: string
  readonly suffix: string
}

export type LocateResult =
  | { readonly kind: 'found'; readonly range: TextRange }
  | { readonly kind: 'ambiguous'; readonly candidates: readonly Candidate[] }
  | { readonly kind: 'not-found' }

/** The quote and its context at a range: the twin of {@link anchorQuote}. */
export function describeRange(text: string, range: TextRange): DescribedQuote {
  return {
    exact: text.slice(range.start, range.end),
    prefix: text.slice(safeStart(text, range.start - CONTEXT_LENGTH), range.start),
    suffix: text.slice(range.end, safeEnd(text, range.end + CONTEXT_LENGTH)),
  }
}

/**
 * Finds the exact quote. Never guesses: when context does not single out one
 * place, every place is returned and a person (or the caller) chooses.
 */
export function anchorQuote(text: string, selector: TextQuoteSelector): LocateResult {
  const { exact, prefix = '', suffix = '' } = selector
  if (exact === '') return { kind: 'not-found' }
  const places: TextRange[] = []
  for (let at = text.indexOf(exact); at !== -1; at = text.indexOf(exact, at + 1)) {
    places.push({ start: at, end: at + exact.length })
    if (places.length > MAX_CANDIDATES && !prefix && !suffix) break
  }
  const matching = places.filter(({ start, end }) => text.endsWith(prefix, start) && text.startsWith(suffix, end))
  if (matching.length === 1) return { kind: 'found', range: matching[0] as TextRange }
  if (places.length === 0 || (matching.length === 0 && (prefix || suffix))) return { kind: 'not-found' }
  return {
    kind: 'ambiguous',
    candidates: matching.slice(0, MAX_CANDIDATES).map((range) => {
      const context = describeRange(text, range)
      return { ...range, prefix: context.prefix, suffix: context.suffix }
    }),
  }
}

// Context must not begin or end inside a surrogate pair.
function safeStart(text: string, offset: number): number {
  const at = Math.max(0, offset)
  return isLowSurrogate(text, at) ? at + 1 : at
}

function safeEnd(text: string, offset: number): number {
  const at = Math.min(text.length, offset)
  return isLowSurrogate(text, at) ? at - 1 : at
}

function isLowSurrogate(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  return unit >= 0xdc00 && unit <= 0xdfff
}

import type { Freshness } from '@/lib/core/claim/claim'
import { tokensOf } from '@/lib/core/text/words'

/** What a decision was made on. */
export interface DecidedOn {
  readonly quote: string
  readonly sentence: string
}

/** What stands in the article now. */
export interface WordsNow {
  /** False when no words carry the claim any more. */
  readonly isPresent: boolean
  readonly quote: string
  readonly sentence: string
}

/**
 * Whether a decision still covers the words (design D4). Pure: nobody sets it,
 * undoing the edit makes it fresh by itself. An undecided claim is fresh as
 * long as its words are there, since there is nothing to outlive.
 */
export function freshness(decision: DecidedOn | null, now: WordsNow): Freshness {
  if (!now.isPresent) return 'orphaned'
  if (!decision) return 'fresh'
  if (decision.quote !== now.quote) return 'stale'
  if (decision.sentence !== now.sentence) return 'context-changed'
  return 'fresh'
}

export type ContextChange = 'negation' | 'number' | 'unit' | 'date' | 'attribution' | 'other'

// English word lists, checked against single words, so no expression can backtrack.
const NEGATIONS = new Set(
  'not no never none nobody nothing neither nor without cannot hardly barely scarcely denied denies deny refused failed'.split(' '),
)
const UNITS = new Set(
  'percent % million billion trillion thousand hundred dozen km kilometres kilometers miles metres meters feet kg kilograms tonnes tons pounds euros dollars $ € £ ¥ degrees hectares acres litres liters barrels points'.split(
    ' ',
  ),
)
const DATES = new Set(
  'january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow year years month months week weeks day days century decade'.split(
    ' ',
  ),
)
const ATTRIBUTIONS = new Set(
  'said says say according told claimed claims alleged allegedly reported reportedly stated wrote argued estimated believes'.split(' '),
)

/**
 * Why the enclosing sentence matters now, most serious first. Compares which
 * words were gained or lost, ignoring order.
 */
export function contextChanges(before: string, after: string): ContextChange[] {
  const counts = new Map<string, number>()
  for (const word of significantWords(before)) counts.set(word, (counts.get(word) ?? 0) - 1)
  for (const word of significantWords(after)) counts.set(word, (counts.get(word) ?? 0) + 1)
  const changed = [...counts].filter(([, count]) => count !== 0).map(([word]) => word)
  const kinds = new Set<ContextChange>(changed.map(kindOfWord))
  const order: ContextChange[] = ['negation', 'number', 'unit', 'date', 'attribution', 'other']
  const found = order.filter((kind) => kinds.has(kind))
  return found.length === 0 ? ['other'] : found
}

function significantWords(sentence: string): string[] {
  return tokensOf(sentence.toLowerCase()).filter((token) => token.trim() !== '')
}

function kindOfWord(word: string): ContextChange {
  if (NEGATIONS.has(word) || word.endsWith("n't") || word.endsWith('n’t')) return 'negation'
  if (/\d/.test(word)) return 'number'
  if (UNITS.has(word)) return 'unit'
  if (DATES.has(word)) return 'date'
  if (ATTRIBUTIONS.has(word)) return 'attribution'
  return 'other'
}

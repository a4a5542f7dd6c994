import type { Freshness } from '@/lib/core/claim/claim'
import { contextChanges } from '@/lib/core/freshness/context'
import { plainWords, quotedWords } from '@/lib/core/freshness/typography'

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
 * undoing the edit makes it fresh by itself. How words are set makes no
 * difference; other words in the claim make it stale; a sentence that states
 * something else around it is context-changed, one that only says it
 * differently is reworded, which still counts as checked. An undecided claim is
 * fresh as long as its words are there, since there is nothing to outlive.
 */
export function freshness(decision: DecidedOn | null, now: WordsNow): Freshness {
  if (!now.isPresent) return 'orphaned'
  if (!decision) return 'fresh'
  if (decision.quote !== now.quote && plainWords(decision.quote) !== plainWords(now.quote)) return 'stale'
  if (decision.sentence === now.sentence) return 'fresh'
  if (contextChanges(decision.sentence, now.sentence).length > 0) return 'context-changed'
  const isOnlySet =
    plainWords(decision.sentence) === plainWords(now.sentence) && quotedWords(decision.sentence).length === quotedWords(now.sentence).length
  return isOnlySet ? 'fresh' : 'reworded'
}

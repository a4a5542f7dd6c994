import { foldText } from '@/lib/core/text/fold'
import { sentencesOf } from '@/lib/core/text/sentences'

/** A sentence of a kept text. `start` is a UTF-16 offset in it; `page` counts from 1, null where it has no pages. */
export interface FoundSentence {
  readonly start: number
  readonly text: string
  readonly page: number | null
}

/** Most sentences shown for one search. */
const MOST = 12

/**
 * Sentences of a kept text in which words stand, accents, capitals and kinds of
 * space aside, in their order. A form feed ends a page, and a sentence never
 * runs over one.
 */
export function findSentences(text: string, words: string): FoundSentence[] {
  const wanted = foldText(words).trim()
  if (wanted === '') return []
  const pages = text.split('\f')
  const found: FoundSentence[] = []
  let start = 0
  for (const [index, page] of pages.entries()) {
    // Whole pages are looked at first: most have nothing.
    if (foldText(page).includes(wanted))
      for (const sentence of sentencesOf(page)) {
        const said = page.slice(sentence.start, sentence.end)
        if (!foldText(said).includes(wanted)) continue
        found.push({ start: start + sentence.start, text: said.replace(/\s+/g, ' ').trim(), page: pages.length > 1 ? index + 1 : null })
        if (found.length >= MOST) return found
      }
    start += page.length + 1
  }
  return found
}

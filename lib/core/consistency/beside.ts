import type { Sentence } from '@/lib/core/consistency/findings'

/** Up to `count` sentences of the same paragraph right before one, in order. */
export function paragraphBefore(sentences: readonly Sentence[], index: number, count: number): readonly Sentence[] {
  let from = index
  while (from > 0 && index - from < count && sentences[from - 1]?.paragraph === sentences[index]?.paragraph) from--
  return sentences.slice(from, index)
}

/** Names of a sentence: words with a capital that do not begin it, of four letters and more, without a possessive. */
export function properWords(text: string): ReadonlySet<string> {
  return new Set(
    [...text.matchAll(/(?<=[\p{L}\d,;:’”)–—-] [“‘(]?|^(?:The|A|An|In|At|On|For) )\p{Lu}[\p{L}-]{3,}/gu)]
      .map((match) => match[0].replace(/[’']s$/u, ''))
      .filter((word) => !CALENDAR.test(word)),
  )
}

const CALENDAR =
  /^(?:January|February|March|April|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)$/

import type { Sentence } from '@/lib/core/consistency/findings'
import type { TextRange } from '@/lib/core/text/range'

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

const RELATION =
  /\b(?:no relation|not related|unrelated|neither related|namesake|confused with|brothers?|sisters?|siblings?|twins?|cousins?|wife|husband|son|daughter|father|mother|uncle|aunt|nephew|niece)\b/iu

/** Family names that two people have, of whom it is said how they are related, or that they are not. */
export function sharedFamilies(sentences: readonly Sentence[]): ReadonlySet<string> {
  const first = new Map<string, string>()
  const shared = new Set<string>()
  for (const { text } of sentences)
    for (const [, given = '', family = ''] of text.matchAll(/(?<!\p{L})(?=(\p{Lu}\p{Ll}{2,24}) (\p{Lu}[\p{L}’-]{2,24}))/gu)) {
      const known = first.get(family)
      if (known === undefined) first.set(family, given)
      else if (known !== given && RELATION.test(text)) shared.add(family)
    }
  return shared
}

/** Further apart, one of two people of a name is told by the name alone. UTF-16 units. */
const TOLD_APART = 600

/** Whether two places close by are of two people of one family name. */
export function areTwoOf(shared: ReadonlySet<string>, family: string, one: TextRange, other: TextRange): boolean {
  return shared.has(family) && Math.abs(one.start - other.start) < TOLD_APART
}

/** Words that begin a sentence or a place and are no part of a name. */
export const NO_NAME =
  /^(?:The|A|An|In|On|At|By|For|From|But|And|Or|If|As|When|While|After|Before|Since|During|Despite|Following|With|Without|It|He|She|They|We|His|Her|Their|Our|My|This|That|These|Those|Mr|Mrs|Ms|Dr|North|South|East|West|New|Old|January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|University|Street|Road|House|Party|Department|Ministry|Court|Company|Inc|Ltd|Corp)$/

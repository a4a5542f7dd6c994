import type { Finding, Sentence } from '@/lib/core/consistency/findings'
import type { TextRange } from '@/lib/core/text/range'

const NAME = /\p{Lu}[\p{L}’'-]{1,24}(?: (?:\p{Lu}\.|\p{Lu}[\p{L}’'-]{1,24})){1,3}/gu
const OFFICES =
  'President|Prime Minister|Chancellor|Senator|Governor|Mayor|Congress(?:man|woman)|Representative|Secretary|Minister|General|Colonel|Captain|Professor|Dr\\.|Judge|Justice|King|Queen|Prince|Princess|Pope|Bishop|Ambassador|Chief Executive|Chairman|Chairwoman|Director'
const TITLED = new RegExp(`\\b((?:${OFFICES})) (\\p{Lu}[\\p{L}’'-]{1,24}(?: (?:\\p{Lu}\\.|\\p{Lu}[\\p{L}’'-]{1,24})){0,2})`, 'gu')
/** Words that begin a sentence or a place and are no part of a name. */
const NO_NAME =
  /^(?:The|A|An|In|On|At|By|For|From|But|And|Or|If|As|When|While|After|Before|Since|During|Despite|Following|With|Without|It|He|She|They|We|His|Her|Their|Our|My|This|That|These|Those|Mr|Mrs|Ms|Dr|North|South|East|West|New|Old|January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|University|Street|Road|House|Party|Department|Ministry|Court|Company|Inc|Ltd|Corp)$/
const OFFICE_WORD = new RegExp(`^(?:${OFFICES}|Former|Vice|Prime)$`)

interface Named extends TextRange {
  readonly words: readonly string[]
}

/** Names that are spelled in two ways, and people who are given two offices. */
export function nameFindings(text: string, sentences: readonly Sentence[]): Finding[] {
  const named = sentences.flatMap((sentence) => [...namesIn(sentence)])
  const byName = new Map<string, Named[]>()
  for (const one of named) {
    const key = one.words.join(' ')
    byName.set(key, [...(byName.get(key) ?? []), one])
  }
  return [...spellings([...byName.entries()]), ...offices(text, sentences)]
}

function* namesIn({ start, text }: Sentence): Generator<Named> {
  for (const match of text.matchAll(NAME)) {
    const name = match[0].replace(/(?:[’']s|[’'])$/u, '')
    const words = name.split(/[ -]/)
    const end = start + match.index + name.length
    const whole = namedBy(words, end)
    if (whole) yield whole
    // What begins a sentence has a capital, name or not.
    const rest = match.index === 0 ? namedBy(words.slice(1), end) : null
    if (rest && rest.start !== whole?.start) yield rest
  }
}

/** A name without what stands before it: an article, an office. Null when no name is left. */
function namedBy(words: readonly string[], end: number): Named | null {
  const from = words.findIndex((word) => !NO_NAME.test(word) && !OFFICE_WORD.test(word))
  const left = from === -1 ? [] : words.slice(from)
  if (left.length < 2 || left.some((word) => NO_NAME.test(word))) return null
  return { start: end - left.join(' ').length, end, words: left }
}

function spellings(names: readonly (readonly [string, readonly Named[]])[]): Finding[] {
  const found: Finding[] = []
  names.forEach(([name, places], index) => {
    for (const [other, others] of names.slice(index + 1)) {
      if (!isOneName(name, other)) continue
      const first = places[0] as Named
      const second = others[0] as Named
      found.push({
        kind: 'name',
        level: 'contradiction',
        ranges: [first, second].map(({ start, end }) => ({ start, end })).sort((a, b) => a.start - b.start),
        message: `“${name}” (${times(places.length)}) and “${other}” (${times(others.length)}): is this one name?`,
      })
    }
  })
  return found
}

/** Nearly the same letters, with at least one word the same; the names are in words, hyphens taken apart. */
function isOneName(a: string, b: string): boolean {
  const [one, two] = [a.toLowerCase(), b.toLowerCase()]
  if (one === two) return a !== b && /[a-z]/.test(a)
  const [left, right] = [one.split(' '), two.split(' ')]
  if (left.length !== right.length) return false
  const differing = left.flatMap((word, at) => (word === right[at] ? [] : [[word, right[at] as string] as const]))
  if (differing.length !== 1) return false
  const [[x, y]] = differing as [readonly [string, string]]
  const isInitial = /^\p{L}\.?$/u.test(x) || /^\p{L}\.?$/u.test(y)
  if (isInitial || Math.min(x.length, y.length) < 3) return false
  // One of them, and several.
  if (`${x}s` === y || `${y}s` === x) return false
  const apart = distance(x, y)
  return apart === 1 || (apart === 2 && Math.min(x.length, y.length) >= 6)
}

/** Letters to change, put in or take out, two swapped ones counted once (optimal string alignment). */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, at) => at)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let best = Math.min((rows[i - 1]?.[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (rows[i - 1]?.[j - 1] ?? 0) + cost)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, (rows[i - 2]?.[j - 2] ?? 0) + 1)
      row.push(best)
    }
    rows.push(row)
  }
  return rows[a.length]?.[b.length] ?? 3
}

function offices(_text: string, sentences: readonly Sentence[]): Finding[] {
  const given = new Map<string, { office: string; range: TextRange }[]>()
  for (const { start, text } of sentences)
    for (const match of text.matchAll(TITLED)) {
      const [whole, office = '', name = ''] = match
      const family = name.split(' ').at(-1) ?? name
      const before = text.slice(Math.max(0, match.index - 12), match.index)
      // What somebody was is not what they are.
      if (/\b(?:former|ex|late|vice|deputy)[ -]$/i.test(before) || NO_NAME.test(family)) continue
      const range = { start: start + match.index, end: start + match.index + whole.length }
      given.set(family, [...(given.get(family) ?? []), { office, range }])
    }
  const found: Finding[] = []
  for (const [family, all] of given) {
    const first = all[0]
    const other = all.find((one) => one.office !== first?.office && !goTogether(one.office, first?.office ?? ''))
    if (first && other)
      found.push({
        kind: 'title',
        level: 'contradiction',
        ranges: [first.range, other.range],
        message: `${family} is “${first.office}” in one place and “${other.office}” in another.`,
      })
  }
  return found
}

const TOGETHER = [['Dr.', 'Professor', 'Minister', 'Director', 'Chancellor', 'President', 'Mayor', 'Senator', 'Judge', 'Ambassador']]

function goTogether(a: string, b: string): boolean {
  return (
    (a === 'Dr.' || b === 'Dr.' || a === 'Professor' || b === 'Professor') && TOGETHER.some((set) => set.includes(a) && set.includes(b))
  )
}

function times(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`
}

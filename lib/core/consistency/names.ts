import { NO_NAME } from '@/lib/core/consistency/beside'
import type { Finding, Sentence } from '@/lib/core/consistency/findings'
import { OFFICES } from '@/lib/core/consistency/offices'
import type { TextRange } from '@/lib/core/text/range'

/** Small words within a name: Omar al-Rashidi, Ludwig van Beethoven. */
const PARTICLE = '(?:(?:[ae]l|as|ash|ad|an|ul|ibn|bin|ben|van|von|de|da|di|du|del|della|la|le|der|den|ten|ter|zu|dos|das|y)(?:[ -]))'
const NAME = new RegExp(`\\p{Lu}[\\p{L}’'-]{1,24}(?: (?:\\p{Lu}\\.|(?:& )?${PARTICLE}{0,2}\\p{Lu}[\\p{L}’'-]{1,24})){1,3}`, 'gu')
const COURTESY = /^(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady)\.?$/
const OFFICE_WORD = new RegExp(`^(?:${OFFICES}|Former|Vice|Prime)$`)

interface Named extends TextRange {
  /** Hyphens taken apart. */
  readonly words: readonly string[]
  /** As it stands there. */
  readonly written: string
}

/** Names, places and titles of works that are spelled in two ways. */
export function nameFindings(sentences: readonly Sentence[]): Finding[] {
  const named = sentences.flatMap((sentence) => [...namesIn(sentence)])
  const byName = new Map<string, Named[]>()
  for (const one of named) {
    const key = one.words.join(' ')
    byName.set(key, [...(byName.get(key) ?? []), one])
  }
  const spelled = spellings([...byName.entries()], sentences)
  const families = familyNames(named, sentences, spelled)
  const people = [...spelled, ...families]
  const near = places(sentences, people)
  return [
    ...people,
    ...near,
    ...rareSpellings(sentences, [...people, ...near]),
    ...firstNames(named, sentences),
    ...doubleNames(sentences),
    ...works(sentences),
  ]
}

function* namesIn({ start, text }: Sentence): Generator<Named> {
  for (const match of text.matchAll(NAME)) {
    const name = match[0].replace(/(?:[’']s|[’'])$/u, '')
    const words = name.split(/[ -]/)
    const end = start + match.index + name.length
    const written = (one: Omit<Named, 'written'>): Named => ({ ...one, written: text.slice(one.start - start, one.end - start) })
    const whole = namedBy(words, end)
    if (whole) yield written(whole)
    // What begins a sentence has a capital, name or not.
    const rest = match.index === 0 ? namedBy(words.slice(1), end) : null
    if (rest && rest.start !== whole?.start) yield written(rest)
  }
}

/** A name without what stands before it: an article, an office. Null when no name is left. */
function namedBy(words: readonly string[], end: number): Omit<Named, 'written'> | null {
  const from = words.findIndex((word) => !NO_NAME.test(word) && !OFFICE_WORD.test(word))
  const left = from === -1 ? [] : words.slice(from)
  if (left.length < 2 || left.some((word) => NO_NAME.test(word))) return null
  return { start: end - left.join(' ').length, end, words: left }
}

function spellings(names: readonly (readonly [string, readonly Named[]])[], sentences: readonly Sentence[]): Finding[] {
  const found: Finding[] = []
  names.forEach(([name, places], index) => {
    for (const [other, others] of names.slice(index + 1)) {
      if (!isOneName(name, other)) continue
      const first = places[0] as Named
      const second = others[0] as Named
      if (areTwoPeople(first, second, sentences)) continue
      found.push({
        kind: 'name',
        level: 'contradiction',
        ranges: [first, second].map(({ start, end }) => ({ start, end })).sort((a, b) => a.start - b.start),
        message: `“${first.written}” (${times(places.length)}) and “${second.written}” (${times(others.length)}): is this one name?`,
      })
    }
  })
  return found
}

/** Named side by side, they are two: “Anna Berg and her sister Anne Berg”, “Peter Hall, the pilot, and Peter Hale, the auditor”. */
function areTwoPeople(one: Named, other: Named, sentences: readonly Sentence[]): boolean {
  const [first, second] = one.start < other.start ? [one, other] : [other, one]
  const sentence = sentences.find(({ start, end }) => second.start >= start && second.end <= end)
  if (!sentence) return false
  // “Sam Dray, 47, … Sam Gray, 29,”: each with an age of their own.
  const age = (one: Named) => {
    const holder = sentences.find(({ start, end }) => one.start >= start && one.end <= end)
    return holder ? /^, (\d{1,2})(?=[,. ])/.exec(holder.text.slice(one.end - holder.start))?.[1] : undefined
  }
  const ages = [age(first), age(second)]
  if (ages[0] !== undefined && ages[1] !== undefined && ages[0] !== ages[1]) return true
  // “Stephen Hallam, for the defence and no relation”.
  if (sentence.start - first.end < 200 && NO_RELATION.test(sentence.text)) return true
  if (first.start < sentence.start) return false
  const between = sentence.text.slice(first.end - sentence.start, second.start - sentence.start)
  if (first.words[0] !== second.words[0]) return true
  return (
    /\b(?:and|or|with|to|against|for|from|at|in|not|than|near)\b/.test(between) &&
    /^(?: \(|,)/.test(sentence.text.slice(second.end - sentence.start))
  )
}

/** A family name alone, a letter off the one a person was introduced by. */
function familyNames(named: readonly Named[], sentences: readonly Sentence[], known: readonly Finding[]): Finding[] {
  const families = new Map<string, Named>()
  for (const one of named) families.set(one.words.at(-1) ?? '', families.get(one.words.at(-1) ?? '') ?? one)
  const whole = new Set(named.flatMap(({ words }) => words))
  const apart = saidToBeTwo(sentences)
  const found: Finding[] = []
  const told = new Set<string>()
  for (const { start, text } of sentences)
    for (const match of text.matchAll(/(?<=[\p{Ll},;:”’".] )(\p{Lu}\p{Ll}{4,24})(?=[ ,.;:’”]|$)/gu)) {
      const word = match[1] ?? ''
      if (whole.has(word) || told.has(word) || NO_NAME.test(word) || OFFICE_WORD.test(word)) continue
      const at = { start: start + match.index, end: start + match.index + word.length }
      // Part of a longer name of its own.
      const before = wordBefore(text, match.index)
      if (
        /^ \p{Lu}/u.test(text.slice(match.index + word.length)) ||
        (/^\p{Lu}/u.test(before) && !OFFICE_WORD.test(before) && !COURTESY.test(before))
      )
        continue
      const isSpeaking = SPEAKS.test(text.slice(at.end - start))
      for (const [family, one] of families) {
        if (
          family.length < 5 ||
          `${family}es` === word ||
          // Several of one name, unless one of them speaks: “Zanders warns”.
          (isPlural(word, family) && !(isSpeaking && !/\bthe $/i.test(text.slice(0, match.index)))) ||
          !beginAlike(word, family) ||
          one.start > at.start
        )
          continue
        if (apart.some((names) => names.has(word) && names.has(family))) continue
        const letters = distance(word.toLowerCase(), family.toLowerCase())
        const isOneSound = letters > 1 && soundOf(word) === soundOf(family)
        if (letters !== 1 && !isOneSound && !(letters === 2 && Math.min(word.length, family.length) >= 7)) continue
        if (isDerived(word, family) && !isPlural(word, family)) continue
        if (known.some(({ ranges }) => ranges.some((range) => range.start <= at.start && range.end >= at.end))) continue
        told.add(word)
        found.push({
          kind: 'name',
          level: 'contradiction',
          ranges: [{ start: one.start, end: one.end }, at],
          message: `“${one.written}” and “${word}”: is this one name?`,
        })
        break
      }
    }
  return found
}

const NO_RELATION = /\b(?:no relation|confused with|unrelated|not related|neither related|namesake)\b/i

/** Names that stand together where it is said that they are of two people: “Hargrave, who is no relation”. */
function saidToBeTwo(sentences: readonly Sentence[]): ReadonlySet<string>[] {
  return sentences.flatMap(({ text, paragraph }, index) => {
    if (!NO_RELATION.test(text)) return []
    const around = [sentences[index - 2], sentences[index - 1], sentences[index]].filter((one) => one?.paragraph === paragraph)
    return [new Set(around.flatMap((one) => one?.text.match(/\p{Lu}[\p{L}’-]{2,24}/gu) ?? []))]
  })
}

const isPlural = (a: string, b: string) => `${a}s` === b || `${b}s` === a

const TITLE_OF_WORK = /[“"](\p{Lu}[\p{L}’'-]{0,24}(?: (?:\p{Lu}[\p{L}’'-]{0,24}|of|the|and|in|on|to|for|a)){1,6})[,.]?[”"]/gu
const OTHER_WORK = /\b(?:sequel|second|first|third|trilogy|also|earlier|previous|follow(?:s|ed|-up)?|series|both|new|next|latest|debut)\b/i

/** A book, a play or a song whose title differs by one word within a paragraph: “The Salt Orchard” and “The Salt Garden”. */
function works(sentences: readonly Sentence[]): Finding[] {
  const all = sentences.flatMap(({ start, text, paragraph }) =>
    [...text.matchAll(TITLE_OF_WORK)].map((match) => ({
      words: (match[1] ?? '').trim().split(' '),
      range: { start: start + match.index, end: start + match.index + match[0].length },
      paragraph,
      text,
    })),
  )
  return all.flatMap((one, index): Finding[] => {
    const before = all[index - 1]
    if (before?.paragraph !== one.paragraph || before.words.length !== one.words.length || one.words.length < 3) return []
    const apart = one.words.filter((word, at) => word !== before.words[at]).length
    if (apart !== 1 || OTHER_WORK.test(`${before.text} ${one.text}`)) return []
    return [
      {
        kind: 'name',
        level: 'question',
        ranges: [before.range, one.range],
        message: `“${before.words.join(' ')}” and “${one.words.join(' ')}”: is this one title?`,
      },
    ]
  })
}

/** One person speaks. */
const SPEAKS =
  /^,? (?:says|said|warns|warned|adds|added|tells|told|thinks|argues|argued|insists|insisted|recalls|recalled|believes|admits)\b/

/** “Josef Kadar … says Janos Kadar”: of one family name in one paragraph, with no word that there are two. */
function firstNames(named: readonly Named[], sentences: readonly Sentence[]): Finding[] {
  const sentenceOf = ({ start }: Named) => sentences.find((one) => one.start <= start && start < one.end)
  return named.flatMap((one, index): Finding[] => {
    const before = named[index - 1]
    if (!before || one.words.length !== 2 || before.words.length !== 2 || one.words[1] !== before.words[1]) return []
    const [a, b] = [before.words[0] ?? '', one.words[0] ?? '']
    if (a === b || a[0] !== b[0] || [a, b].some((word) => OFFICE_WORD.test(word) || RANK.test(word)) || Math.min(a.length, b.length) < 4)
      return []
    const [first, second] = [sentenceOf(before), sentenceOf(one)]
    if (!first || !second || first === second || first.paragraph !== second.paragraph) return []
    const speaks =
      SPEAKS.test(second.text.slice(one.end - second.start)) ||
      /\b(?:says|said|added|adds|recalls|recalled) $/.test(second.text.slice(0, one.start - second.start))
    const words = sentences
      .filter(({ paragraph }) => paragraph === first.paragraph)
      .map(({ text }) => text)
      .join(' ')
    if (!speaks || TWO_OF_A_NAME.test(words)) return []
    return [
      {
        kind: 'name',
        level: 'question',
        ranges: [before, one].map(({ start, end }) => ({ start, end })),
        message: `“${before.written}” and “${one.written}”: is this one person?`,
      },
    ]
  })
}

const TWO_OF_A_NAME =
  /\b(?:brothers?|sisters?|siblings?|twins?|wife|husband|widow(?:er)?|couple|married|son|daughter|father|mother|parents?|uncle|aunt|cousins?|nephews?|nieces?|grand\p{L}{1,12}|in-law|relation|related|unrelated|namesake|family) /iu

/** A name of two with a hyphen, a letter off another one: “Halvorsen-Pike” and “Halvorsen-Pyke”. */
function doubleNames(sentences: readonly Sentence[]): Finding[] {
  const seen = new Map<string, { range: TextRange; count: number }>()
  for (const { start, text } of sentences)
    for (const match of text.matchAll(/(?<![\p{L}-])(\p{Lu}\p{Ll}{2,24})-(\p{Lu}\p{Ll}{2,24})(?![\p{L}-])/gu)) {
      const known = seen.get(match[0])
      const range = { start: start + match.index, end: start + match.index + match[0].length }
      seen.set(match[0], { range: known?.range ?? range, count: (known?.count ?? 0) + 1 })
    }
  const all = [...seen]
  return all.flatMap(([name, one], index) =>
    all.slice(index + 1).flatMap(([other, two]): Finding[] => {
      const [a = '', b = ''] = name.toLowerCase().split('-')
      const [c = '', d = ''] = other.toLowerCase().split('-')
      const isOne = (a === c && distance(b, d) === 1) || (b === d && distance(a, c) === 1)
      if (!isOne || (one.count > 1 && two.count > 1) || isPlural(name, other)) return []
      return [
        {
          kind: 'name',
          level: 'contradiction',
          ranges: [one.range, two.range].sort((x, y) => x.start - y.start),
          message: `“${name}” (${times(one.count)}) and “${other}” (${times(two.count)}): is this one name?`,
        },
      ]
    }),
  )
}

const RANK =
  /^(?:Private|Corporal|Sergeant|Lieutenant|Major|Brigadier|Admiral|Commander|Commodore|Constable|Inspector|Superintendent|Detective|Chief|Father|Mother|Sister|Brother|Reverend|Canon|Rabbi|Imam|Sheikh|Doctor|Coach|Chef|Count|Baron|Baroness|Lord|Lady)$/

/** How often a spelling stands before one that stands once is taken for a slip of it. */
const OFTEN = 3

/** A place that is spelled in one way throughout and once in another: “Halvik” three times, “the docks of Halvick” once. */
function rareSpellings(sentences: readonly Sentence[], known: readonly Finding[]): Finding[] {
  const all = new Map<string, { first: TextRange; count: number }>()
  for (const { start, text } of sentences)
    for (const match of text.matchAll(
      /(?<=\b(?:in|at|of|from|to|near|around|outside) )(\p{Lu}\p{Ll}{5,24})(?=(?:[’']s)?(?:[ ,.;:”]|$))/gu,
    )) {
      if (/^ \p{Lu}/u.test(text.slice(match.index + match[0].length))) continue
      const seen = all.get(match[0])
      const at = { start: start + match.index, end: start + match.index + match[0].length }
      all.set(match[0], { first: seen?.first ?? at, count: (seen?.count ?? 0) + 1 })
    }
  const often = [...all].filter(([, { count }]) => count >= OFTEN)
  return [...all].flatMap(([word, one]): Finding[] => {
    if (one.count !== 1) return []
    const other = often.find(
      ([name]) =>
        name[0] === word[0] &&
        distance(name.toLowerCase(), word.toLowerCase()) === 1 &&
        `${name}s` !== word &&
        `${word}s` !== name &&
        !isDerived(name, word),
    )
    if (!other || known.some(({ ranges }) => ranges.some((range) => range.start <= one.first.start && range.end >= one.first.end)))
      return []
    return [
      {
        kind: 'name',
        level: 'contradiction',
        ranges: [other[1].first, one.first].sort((x, y) => x.start - y.start),
        message: `“${other[0]}” (${times(other[1].count)}) and “${word}” (once): is this one name?`,
      },
    ]
  })
}

/** The same first letter, or one for the other as alphabets are carried over, and all else the same: “Horodetsky” and “Gorodetsky”. */
function beginAlike(a: string, b: string): boolean {
  if (a[0] === b[0]) return true
  const pair = [a[0], b[0]].sort().join('')
  return a.slice(1) === b.slice(1) && ['GH', 'CK', 'JY', 'IY', 'EY', 'SZ', 'VW', 'KQ', 'FP', 'BV'].includes(pair)
}

/** How far apart the two spellings of a single word may stand, in UTF-16 units. */
const PLACES_WITHIN = 600

/** A single word with a capital, long and rare, a letter off another one close by: “in Ardmoyle … in Ardmoyne”. */
function places(sentences: readonly Sentence[], known: readonly Finding[]): Finding[] {
  const all = sentences.flatMap(({ start, text }) =>
    [...text.matchAll(/(?<=[\p{Ll}\d,;:”’] )(\p{Lu}\p{Ll}{6,24})(?=(?:[’']s)?[ ,.;:”]|$)/gu)]
      .filter((match) => !/^ \p{Lu}/u.test(text.slice(match.index + match[0].length)) && !/^\p{Lu}/u.test(wordBefore(text, match.index)))
      .map((match) => ({ word: match[0], sentence: start, start: start + match.index, end: start + match.index + match[0].length })),
  )
  const found: Finding[] = []
  const told = new Set<string>()
  const apart = saidToBeTwo(sentences)
  for (const [index, one] of all.entries()) {
    if (NO_NAME.test(one.word) || told.has(one.word)) continue
    for (let back = index - 1; back >= 0; back--) {
      const other = all[back] as (typeof all)[number]
      if (one.start - other.end > PLACES_WITHIN) break
      // Said side by side, they are two: “first Horatio, then Horatia”.
      if (other.sentence === one.sentence || other.word === one.word || other.word[0] !== one.word[0] || isDerived(one.word, other.word))
        continue
      if (distance(one.word.toLowerCase(), other.word.toLowerCase()) !== 1) continue
      if (apart.some((names) => names.has(one.word) && names.has(other.word))) continue
      if (`${one.word}s` === other.word || `${other.word}s` === one.word) continue
      if (known.some(({ ranges }) => ranges.some((range) => range.start <= one.start && range.end >= one.end))) continue
      told.add(one.word)
      found.push({
        kind: 'name',
        level: 'contradiction',
        ranges: [other, one].map(({ start, end }) => ({ start, end })),
        message: `“${other.word}” and “${one.word}”: is this one name?`,
      })
      break
    }
  }
  return found
}

/** Spellings of one sound: “Brodzki” and “Brodsky”, “Maddocks” and “Maddox”. */
function soundOf(word: string): string {
  return word
    .toLowerCase()
    .replace(/zh|dj|dzh/g, 'j')
    .replace(/ch(?=r)|c(?=[aoulrt])/g, 'k')
    .replace(/kh/g, 'h')
    .replace(/cks|ks/g, 'x')
    .replace(/ck/g, 'k')
    .replace(/ph/g, 'f')
    .replace(/z/g, 's')
    .replace(/[yj]/g, 'i')
    .replace(/w/g, 'v')
    .replace(/(.)\1/g, '$1')
}

/** “Democrats” and “Democratic” are one word in two forms. */
function isDerived(a: string, b: string): boolean {
  const [one, other] = [a, b].map((word) => word.replace(/(?:ians?|ans?|ics?|ish|ists?|isms?|es?|s|y)$/, ''))
  return one === other
}

/** The word right before an offset, with the space between; empty when another mark stands there. */
function wordBefore(text: string, offset: number): string {
  const before = text.slice(Math.max(0, offset - 40), offset)
  return before.endsWith(' ') ? (before.trimEnd().split(' ').at(-1) ?? '').replace(/^[“"‘(]/, '') : ''
}

const PARTICLES = new Set(['al', 'el', 'ul', 'as', 'ash', 'ad', 'an', 'de', 'di', 'da', 'du', 'van', 'von', 'der', 'den', 'la', 'le'])

/** Nearly the same letters, with at least one word the same; the names are in words, hyphens taken apart. */
function isOneName(a: string, b: string): boolean {
  const [one, two] = [a.toLowerCase(), b.toLowerCase()]
  // A line in capitals is the name all the same.
  if (one === two) return a !== b && /[a-z]/.test(a) && /[a-z]/.test(b)
  const [left, right] = [one.split(' '), two.split(' ')]
  if (left.length !== right.length) return false
  const differing = left.flatMap((word, at) => (word === right[at] ? [] : [[word, right[at] as string] as const]))
  // Every word a letter off, and the same letters at their beginnings: “Tel Barzan” and “Tell Berzan”.
  if (differing.length > 1)
    return (
      one.length >= 9 &&
      differing.length === left.length &&
      differing.every(([x, y]) => x[0] === y[0] && Math.min(x.length, y.length) >= 3 && x.length + y.length > 6 && distance(x, y) === 1)
    )
  if (differing.length !== 1) return false
  const [[x, y]] = differing as [readonly [string, string]]
  if (PARTICLES.has(x) && PARTICLES.has(y)) return true
  const isInitial = /^\p{L}\.?$/u.test(x) || /^\p{L}\.?$/u.test(y)
  if (isInitial || Math.min(x.length, y.length) < 3) return false
  // One of them, and several; and what is theirs.
  if ([`${x}s`, `${x}’s`, `${x}'s`].includes(y) || [`${y}s`, `${y}’s`, `${y}'s`].includes(x)) return false
  const apart = distance(x, y)
  if (apart > 1 && Math.min(x.length, y.length) >= 5 && soundOf(x) === soundOf(y)) return true
  // Two more words the same: “Pak Seong-Min” and “Pak Sung-Min”.
  return (
    apart === 1 ||
    (apart === 2 && (Math.min(x.length, y.length) >= 6 || (left.length >= 3 && x[0] === y[0] && Math.min(x.length, y.length) >= 4)))
  )
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

function times(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`
}

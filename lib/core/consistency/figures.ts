import { paragraphBefore, properWords } from '@/lib/core/consistency/beside'
import type { Finding, Sentence } from '@/lib/core/consistency/findings'
import { isSwapped, numberOf, type Quantity, quantitiesIn, singular } from '@/lib/core/consistency/quantities'
import type { TextRange } from '@/lib/core/text/range'

interface Said extends Quantity {
  readonly range: TextRange
  readonly paragraph: number
  /** Where its sentence begins. */
  readonly sentence: number
  /** Words around it that say what it is of, without endings. */
  readonly about: ReadonlySet<string>
  /** A small part is meant: “only”. */
  readonly isOnly: boolean
  /** Others than those that were told of: “the other 12 routes”. */
  readonly isOther: boolean
  /** Names in its sentence. */
  readonly names: ReadonlySet<string>
  /** Those that stand right beside it. */
  readonly near: ReadonlySet<string>
}

/** The same figure in two sizes; the same thing with two figures. */
export function figureFindings(sentences: readonly Sentence[]): Finding[] {
  const said = sentences.flatMap((sentence) => saidIn(sentence))
  const found = [...differing(said), ...lengths(sentences), ...scores(sentences), ...ofThem(sentences), ...headlines(sentences)]
  const told = new Set(found.flatMap(({ ranges }) => ranges.map(({ start }) => start)))
  return [...magnitudes(said, sentences), ...found, ...slips(said).filter(({ ranges }) => !ranges.some(({ start }) => told.has(start)))]
}

function saidIn({ start, text, paragraph }: Sentence): Said[] {
  return quantitiesIn(text)
    .filter((one) => one.kind === 'count' || one.kind === 'money')
    .map((one) => ({
      ...one,
      range: { start: start + one.start, end: start + one.end },
      sentence: start,
      paragraph,
      names: properWords(text),
      isOther: /\b(?:other|remaining) $/i.test(text.slice(0, one.start)),
      isOnly: /\b(?:only|just|merely|so far) (?:about |some )?$/i.test(text.slice(0, one.start)),
      about: stems(`${lastWords(text.slice(0, one.start), 9)} ${firstWords(text.slice(one.end), 9)}`),
      near: stems(`${lastWords(text.slice(0, one.start), 3)} ${firstWords(text.slice(one.end), 3)}`),
    }))
}

/** The same figure once in millions and once in billions. */
function magnitudes(said: readonly Said[], sentences: readonly Sentence[]): Finding[] {
  // “one thousandth”: both are meant.
  const isSaidSo = new Set(
    sentences.filter(({ text }) => /\b(?:thousandth|millionth|thousand(?:-fold| times))\b/i.test(text)).map(({ paragraph }) => paragraph),
  )
  const groups = new Map<string, Said[]>()
  for (const one of said) {
    const figure = one.words.replace(/[^\d.]/g, '')
    // A round figure comes in every size, but not of one rare thing: “60 million light-years”.
    const isRound = /^\d0?$/.test(figure) || /^[1-9]0+$/.test(figure)
    if (!one.isScaled || figure === '' || (isRound && (one.kind === 'money' || one.noun.length < 5 || COMMON.has(one.noun)))) continue
    const key = `${/^[^\d.,\s]*/.exec(one.words)?.[0] ?? ''}${figure}${isRound ? ` ${one.noun}` : ''}`
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups.values()].flatMap((all): Finding[] => {
    const first = all[0]
    // In one sentence one is a part of the other: “of the $2.6 billion only $2.6 million”.
    const other = all.find(
      (one) => first && one.value !== first.value && !(one.isOnly && one.sentence === first.sentence) && areOfOne(first, one),
    )
    if (!first || !other || (first.paragraph === other.paragraph && isSaidSo.has(first.paragraph))) return []
    return [
      {
        kind: 'magnitude',
        level: 'contradiction',
        ranges: [first.range, other.range],
        message: `“${first.words}” in one place and “${other.words}” in another.`,
      },
    ]
  })
}

/** Two digits come in every size: far off, another word has to say that the same is meant. */
function areOfOne(a: Said, b: Said): boolean {
  return (
    significant(a.value) >= 3 ||
    Math.abs(a.paragraph - b.paragraph) <= 1 ||
    [...a.about].some((word) => b.about.has(word) && !COMMON.has(word))
  )
}

/** How far off the same paragraph, or the next, may be, in UTF-16 units. */
const CLOSE = 400

/** Things that are counted everywhere: another word has to say that the same ones are meant. */
const COMMON = new Set(
  'people person man woman child member time year day week month hour minute percent point metre meter mile kilometre kilometer foot feet inch ton tonne kilogram pound degree dollar euro crown million billion thousand hundred other more new case game goal vote seat'.split(
    ' ',
  ),
)
const MEASURES = new Set(
  'inch foot feet metre meter mile kilometre kilometer yard acre hectare ton tonne kilogram pound gram litre liter gallon degree watt'.split(
    ' ',
  ),
)
/** Words for those who come and go: “38,000 visitors”, “the 36,000 people”. */
const PEOPLE = new Set(
  'people visitor guest spectator fan rider cyclist passenger runner patient pupil marcher protester worker member'.split(' '),
)
/** Words that tell nothing of what a figure is of. */
const EMPTY = new Set(
  'the and for with that this from into over under about some than then them they were was are has had have been its his her their all but not who which when where while after before more most least only just also said says say will would could one two three first last new old each every both such other'.split(
    ' ',
  ),
)

/**
 * A figure for something known (“the 421-metre bridge”, “its 1,580 employees”)
 * that no earlier mention of the same thing has. Far-off figures are of
 * something else.
 */
function differing(said: readonly Said[]): Finding[] {
  const found: Finding[] = []
  const told = new Set<number>()
  // Only what has the word for the thing on or near it can be of the same thing.
  const earlierBy = new Map<string, Said[]>()
  for (const one of said) {
    const candidates = earlierBy.get(stem(one.noun))?.slice() ?? []
    for (const word of new Set([stem(one.noun), ...one.near])) {
      const known = earlierBy.get(word)
      if (known) known.push(one)
      else earlierBy.set(word, [one])
    }
    // “75C” and “96W” are measures, not things.
    if (!one.isDefinite || one.isOther || one.value < 3 || (one.noun.length < 3 && one.noun !== '') || EMPTY.has(one.noun)) continue
    const all = candidates.filter((other) => other.kind === one.kind && isSameThing(one, other))
    // What stands close by is meant before what stands far off.
    const close = all.filter((other) => one.range.start - other.range.end < CLOSE)
    const named = close.filter((other) => other.noun === one.noun)
    const earlier = named.length > 0 ? named : close.length > 0 ? close : all
    if (earlier.length === 0 || earlier.some((other) => other.value === one.value)) continue
    const values = new Set(earlier.map((other) => other.value))
    const first = earlier[0]
    // Two figures are one too many; three are a series.
    if (!first || values.size > 1 || told.has(first.range.start) || !isNear(one.value, first.value)) continue
    told.add(first.range.start)
    found.push({
      kind: 'figures',
      level: 'contradiction',
      ranges: [first.range, one.range],
      message: `${first.words} ${first.things.split(' ')[0] ?? ''} in one place, ${one.words} ${one.things.split(' ')[0] ?? ''} in another: is this one figure?`,
    })
  }
  return found
}

/** “For nineteen days … the 29-day strike”: how long, far or many, of what was just told. */
const LENGTH =
  /\b(?:[Tt]he|[Tt]hat|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Tt]his) (\d{1,4}(?:\.\d+)?|[a-z]+(?:-[a-z]+)?)-(day|week|month|year|hour|minute|mile|kilomet(?:re|er)|met(?:re|er)|foot|storey|story|seat|room|page|member|point|man|woman|car|part)\b/g

/** A result: “won 3–1”. */
const SCORE = /(?<![\d–-])(\d{1,2})[–-](\d{1,2})(?![\d–-])/g
const RESULT = /\b(?:beat|win|won|wins|lost|loss|defeat\p{L}*|victory|draw|drew|score|final|match|game|thrash\p{L}*)\b/iu

/** “Beat the leaders 3–1 … the 3–2 win”: two results of one match. */
function scores(sentences: readonly Sentence[]): Finding[] {
  return sentences.flatMap((sentence, index): Finding[] => {
    const [again] = [...sentence.text.matchAll(SCORE)].filter((one) =>
      /\b(?:the|that|their|this|its) $/i.test(sentence.text.slice(0, one.index)),
    )
    const around = paragraphBefore(sentences, index, 3)
    const before = around.flatMap((one) =>
      [...one.text.matchAll(SCORE)].map((match) => ({ text: match[0], start: one.start + match.index })),
    )
    const [first] = before
    if (
      !again ||
      !first ||
      before.length !== 1 ||
      first.text === again[0] ||
      !RESULT.test(`${sentence.text} ${around.map((one) => one.text).join(' ')}`)
    )
      return []
    // “1–3” from the other side.
    if (again[0] === first.text.split(/[–-]/).reverse().join('–')) return []
    const start = sentence.start + again.index
    return [
      {
        kind: 'figures',
        level: 'question',
        ranges: [
          { start: first.start, end: first.start + first.text.length },
          { start, end: start + again[0].length },
        ],
        message: `${first.text} in one place, ${again[0]} in another: is this one result?`,
      },
    ]
  })
}

/** “FERRY COLLISION LEAVES 14 HURT. Sixteen passengers were hurt”: a headline and the sentence under it. */
function headlines(sentences: readonly Sentence[]): Finding[] {
  return sentences.flatMap((head, index): Finding[] => {
    const next = sentences[index + 1]
    const isHead = (/\p{Lu}{3}/u.test(head.text) && head.text === head.text.toUpperCase()) || /^Headline: /.test(head.text)
    if (!next || !isHead) return []
    const [one, ...others] = quantitiesIn(head.text.toLowerCase()).filter(({ kind }) => kind === 'count')
    const below = quantitiesIn(next.text).filter(({ kind }) => kind === 'count')
    const [first] = below
    if (
      !one ||
      !first ||
      others.length > 0 ||
      /\b(?:nearly|almost|about|some|over|under|more than|up to|dozens|hundreds)\b/i.test(head.text)
    )
      return []
    if (below.some(({ value }) => value === one.value) || !isNear(one.value, first.value)) return []
    const words = stems(next.text)
    if (![...stems(head.text)].some((word) => words.has(word))) return []
    return [
      {
        kind: 'figures',
        level: 'question',
        ranges: [
          { start: head.start + one.start, end: head.start + one.end },
          { start: next.start + first.start, end: next.start + first.end },
        ],
        message: `${one.words} in the headline, ${first.words} under it: is this one figure?`,
      },
    ]
  })
}

/** “Twenty-three climbers roped up. Of the 22 who set out, all came back.” */
function ofThem(sentences: readonly Sentence[]): Finding[] {
  return sentences.flatMap((sentence, index): Finding[] => {
    if (!/^(?:Of|All|Only \p{L}+ of|None of) (?:the )?(?=[\p{L}\d-]+ (?:who|that|which)\b)/u.test(sentence.text)) return []
    const [again] = quantitiesIn(sentence.text)
    const [before] = paragraphBefore(sentences, index, 1)
    const counts = before ? quantitiesIn(before.text).filter((one) => one.kind === 'count') : []
    const [first] = counts
    if (!again || !before || !first || counts.length !== 1 || again.start > 20 || again.value === first.value) return []
    if (Math.abs(again.value / first.value - 1) > 0.15) return []
    return [
      {
        kind: 'figures',
        level: 'question',
        ranges: [
          { start: before.start + first.start, end: before.start + first.end },
          { start: sentence.start + again.start, end: sentence.start + again.end },
        ],
        message: `${first.words} ${first.things.split(' ')[0] ?? ''} in one place, ${again.words} in another: are they the same?`,
      },
    ]
  })
}

function lengths(sentences: readonly Sentence[]): Finding[] {
  return sentences.flatMap((sentence, index): Finding[] =>
    [...sentence.text.matchAll(LENGTH)].flatMap((match): Finding[] => {
      const value = numberOf(match[1] ?? '')
      const unit = match[2] ?? ''
      const at = { start: sentence.start + match.index, end: sentence.start + match.index + match[0].length }
      const before = [...paragraphBefore(sentences, index, 2)].flatMap((one) =>
        quantitiesIn(one.text)
          .filter((other) => singular(other.noun.replace(/^feet$/, 'foot')) === unit)
          .map((other) => ({ ...other, start: one.start + other.start, end: one.start + other.end })),
      )
      const [first] = before
      // Of several it is not told which is meant.
      if (before.length !== 1 || !first || Number.isNaN(value) || first.value === value || !isNear(value, first.value)) return []
      return [
        {
          kind: 'figures',
          level: 'question',
          ranges: [{ start: first.start, end: first.end }, at],
          message: `${first.words} ${unit}s in one place, “${match[0]}” in another: is this one figure?`,
        },
      ]
    }),
  )
}

/** A long figure and one a digit off it, or with two digits swapped, close by; a short one where nearly all words around it are the same. */
function slips(said: readonly Said[]): Finding[] {
  const long = said.filter((one) => one.kind === 'count' && !one.isScaled && significant(one.value) >= 2 && one.value >= 20)
  const times = new Map<number, number>()
  for (const { value } of said) times.set(value, (times.get(value) ?? 0) + 1)
  return long.flatMap((one, index): Finding[] => {
    const before = digitOffBefore(long, index)
    // Said a third time, it is that figure and no slip.
    if (!before || (times.get(one.value) ?? 0) > (before.value === one.value ? 2 : 1)) return []
    const shared = [...one.about].filter((word) => before.about.has(word) && !COMMON.has(word))
    // In one sentence two short figures are two: “41 of the 44”.
    if (!isLong(one, before) && one.sentence === before.sentence) return []
    return shared.length < wordsNeeded(one, before)
      ? []
      : [
          {
            kind: 'figures',
            level: 'question',
            ranges: [before.range, one.range],
            message: `${before.words} in one place, ${one.words} in another, a digit apart: is this one figure?`,
          },
        ]
  })
}

/** Three digits and more that mean something, in both. */
function isLong(a: Said, b: Said): boolean {
  return Math.min(significant(a.value), significant(b.value)) >= 3
}

/** How many words around two figures, a digit apart, have to be the same for them to be of one thing. */
function wordsNeeded(one: Said, before: Said): number {
  const isTurned = isSwapped(one.value, before.value)
  // Two names are the same, and the digits are swapped: nothing else is meant.
  if (isTurned && [...one.names].filter((name) => before.names.has(name)).length >= 2) return 0
  // “38,000 visitors … the 36,000 people who came”.
  if (one.isDefinite && PEOPLE.has(one.noun) && PEOPLE.has(before.noun) && one.paragraph === before.paragraph) return 0
  if (!isLong(one, before)) return one.value < 100 ? 4 : 3
  return isTurned && one.noun !== '' && one.noun === before.noun ? 1 : 2
}

/** The nearest figure close before one that is a digit off it; they stand in reading order. */
function digitOffBefore(long: readonly Said[], index: number): Said | undefined {
  const one = long[index]
  for (let at = index - 1; one && at >= 0; at--) {
    const other = long[at]
    if (!other || one.range.start - other.range.end >= 220) return undefined
    if (isDigitOff(one.value, other.value)) return other
  }
  return undefined
}

function significant(value: number): number {
  let digits = String(value).replace('.', '')
  while (digits.endsWith('0')) digits = digits.slice(0, -1)
  return digits.length
}

function isDigitOff(a: number, b: number): boolean {
  const [one, other] = [String(a), String(b)]
  if (a === b || one.length !== other.length) return false
  const apart = [...one].filter((digit, at) => digit !== other[at]).length
  return apart === 1 || (apart === 2 && [...one].sort().join('') === [...other].sort().join(''))
}

function isSameThing(one: Said, earlier: Said): boolean {
  const shared = [...one.near].filter((word) => earlier.about.has(word))
  const isOneNoun = one.noun !== '' && one.noun === earlier.noun
  if (one.kind === 'money') return one.noun.length > 2 && !COMMON.has(one.noun) && earlier.near.has(stem(one.noun))
  // Many things are so many inches: of a measure only a long figure tells that the same is meant.
  if (MEASURES.has(one.noun) && String(one.value).replace('.', '').length < 3) return false
  if (isOneNoun && !COMMON.has(one.noun)) return true
  // “employs 1,850 people”, “its 1,580 employees”.
  if (one.noun !== '' && !COMMON.has(one.noun) && (earlier.near.has(stem(one.noun)) || stem(earlier.noun) === stem(one.noun))) return true
  return isOneNoun && shared.some((word) => word !== stem(one.noun) && !COMMON.has(word))
}

/** Words for the same things; the first stands for all. */
const SYNONYMS = new Map(
  [
    'job redundancy layoff post position',
    'crowd attendance spectator',
    'employee staff worker workforce',
    'death dead victim fatality',
    'resident inhabitant citizen',
    'pupil student',
    'house home household dwelling',
    'car vehicle',
    'ship vessel boat',
    'closure shut shutdown closed closing',
    'strike walkout stoppage',
    'sentence sentenced jailed',
    'delay delayed late',
  ].flatMap((line) => {
    const words = line.split(' ')
    return words.map((word) => [word, words[0] as string] as const)
  }),
)

/** Half or twice as much, or the same digits in another order. */
function isNear(a: number, b: number): boolean {
  const ratio = a / b
  return (ratio > 0.6 && ratio < 1.7) || isSwapped(a, b)
}

function stems(text: string): ReadonlySet<string> {
  return new Set(
    (text.toLowerCase().match(/[\p{L}][\p{L}’']{2,}/gu) ?? []).filter((word) => !EMPTY.has(word)).map((word) => stem(singular(word))),
  )
}

/** A word without the endings of its verb and person: employs, employees → employ. */
function stem(word: string): string {
  const one = SYNONYMS.get(singular(word)) ?? singular(word)
  const cut = one.replace(/(?:ees?|ers?|ed|ing|ment|ion|e)$/, '')
  return cut.length >= 4 ? cut : one
}

function lastWords(text: string, count: number): string {
  return text.slice(-160).split(/\s+/).filter(Boolean).slice(-count).join(' ')
}

function firstWords(text: string, count: number): string {
  return text.slice(0, 160).replace(/-/g, ' ').split(/\s+/).filter(Boolean).slice(0, count).join(' ')
}

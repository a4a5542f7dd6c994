import { paragraphBefore } from '@/lib/core/consistency/beside'
import type { Finding, Sentence } from '@/lib/core/consistency/findings'
import { numberOf } from '@/lib/core/consistency/quantities'
import type { TextRange } from '@/lib/core/text/range'

const YEAR = '((?:1[5-9]|20)\\d\\d)'
const AGE = '(\\d{1,3}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-[a-z]+)?|[a-z]+teen)'
/** An age ends here: “at 34 per cent” and “at 10 o’clock” are none. */
const ENDS = '(?=[,.;:)!?”’]|$| (?:years? old|years? of age|and|when|after|in|from|with|while|his|her|their) ?)'
const BORN = new RegExp(`\\b[Bb]orn\\b[^.;!?]{0,60}?\\b(?:in|on|of) (?:[A-Z][a-z]+ (?:\\d{1,2}, ?)?|\\d{1,2} [A-Z][a-z]+ )?${YEAR}\\b`, 'u')
const LIFE = new RegExp(`\\((?:born )?${YEAR} ?[–-] ?${YEAR}\\)`, 'u')
const OF_AGE = `(?:at the age of|at age|aged|still only|just|only|barely|at) `
/** An age and its year, in either order. */
const AGE_IN_YEAR: readonly { readonly pattern: RegExp; readonly yearFirst: boolean }[] = [
  {
    pattern: new RegExp(`\\b(?:died|killed|drowned|retired)\\b[^.;!?]{0,50}?\\b${YEAR}\\b[^.;!?\\d]{0,24}?\\b${OF_AGE}${AGE}${ENDS}`, 'u'),
    yearFirst: true,
  },
  {
    pattern: new RegExp(`\\bIn (?:[A-Z][a-z]+ )?${YEAR}, (?:when )?(?:she was |he was |they were )?(?:${OF_AGE})?${AGE}${ENDS}`, 'u'),
    yearFirst: true,
  },
  {
    pattern: new RegExp(`\\bin (?:[A-Z][a-z]+ )?${YEAR}\\b[^.;!?\\d]{0,60}?\\p{Lu}[\\p{L}’-]{1,24}, ${AGE},`, 'u'),
    yearFirst: true,
  },
  {
    pattern: new RegExp(
      `(?<![\\p{L}’-])\\p{Lu}[\\p{L}’-]{1,24}, ${AGE}, (?!who )[^.;!?\\d]{0,120}?\\b(?:in|on) (?:\\d{1,2} )?(?:[A-Z][a-z]+ )?${YEAR}\\b`,
      'u',
    ),
    yearFirst: false,
  },
  {
    pattern: new RegExp(`\\b(?:${OF_AGE}|was |turned )${AGE}(?: years old)?,? (?:in|by) (?:[A-Z][a-z]+ )?${YEAR}\\b`, 'u'),
    yearFirst: false,
  },
]
const DIED_AT = new RegExp(`\\b(?:died|killed|drowned|passed away)\\b[^.;!?\\d]{0,60}?\\b${OF_AGE}${AGE}${ENDS}`, 'u')
/** Somebody else's age. */
const RELATIVE =
  /\b(?:sons?|daughters?|brothers?|sisters?|wife|husband|father|mother|parents?|child|children|nephews?|nieces?|cousins?|grand\p{L}+|widow(?:er)?|partner)\b/u

/** An age that does not fit the years of a life, when they stand in different sentences of one paragraph. */
export function ageFindings(sentences: readonly Sentence[]): Finding[] {
  return sentences
    .flatMap((sentence, index): Finding[] => {
      const around = [...paragraphBefore(sentences, index, 2), sentence]
      return [...mismatches(around)]
    })
    .concat(oddOnes(sentences))
}

const BORN_IN = new RegExp(
  `\\bborn\\b[^.;!?]{0,60}?\\b(?:in|on|of) (?:the (?:spring|summer|autumn|winter) of )?(?:[A-Z][a-z]+ (?:\\d{1,2}, ?)?|\\d{1,2} [A-Z][a-z]+ )?${YEAR}\\b`,
  'giu',
)
/** An age that somebody has on the day the article is of. */
const AGE_NOW =
  /(?<![\p{L}’-])\p{Lu}[\p{L}’-]{1,24}, (\d{2})(?=[,.])|\b(?:is|are) (?:thus |now |only |already )?(\d{2})(?=[,.;]| years old| and )|\bwill (?:turn|be) (\d{2,3}) (?:this|next|in)\b|\bAt (\d{2}),? (?:s?he|they)\b|\b(?:who|[Ss]?[Hh]e) (?:is|turned) (\d{2})\b/gu

/** People whose year of birth and age, told in one paragraph, make the article one of another year than those of the others do. */
function oddOnes(sentences: readonly Sentence[]): Finding[] {
  const paragraphs = new Map<number, Sentence[]>()
  for (const one of sentences) paragraphs.set(one.paragraph, [...(paragraphs.get(one.paragraph) ?? []), one])
  const people = [...paragraphs.values()].flatMap((lines) => {
    const find = (pattern: RegExp) =>
      lines.flatMap(({ start, text }) =>
        [...text.matchAll(pattern)].map((match) => ({
          value: Number(match.slice(1).find(Boolean)),
          range: { start: start + match.index, end: start + match.index + match[0].length },
        })),
      )
    const [births, ages] = [find(BORN_IN), find(AGE_NOW)]
    const [born, age] = [births[0], ages[0]]
    const isOne = born && age && births.length === 1 && ages.length === 1
    // Of a birth and an age of somebody else, or of then.
    if (!isOne || lines.some(({ text }) => RELATIVE.test(text) || /\bdied\b/.test(text))) return []
    return [{ born, age, year: born.value + age.value }]
  })
  // The newest year the article speaks of several times is a witness more.
  const told = new Map<number, number>()
  for (const { text } of sentences)
    for (const [year] of text.matchAll(/\b20\d\d\b/g)) told.set(Number(year), (told.get(Number(year)) ?? 0) + 1)
  const newest = Math.max(...[...told].filter(([, count]) => count >= 3).map(([year]) => year))
  const fits = (year: number) => people.filter((one) => one.year === year || one.year + 1 === year)
  const years = people.flatMap(({ year }) => [year, year + 1])
  const now = years.find((year) => fits(year).length + (year === newest ? 1 : 0) >= 2)
  if (now === undefined) return []
  const fitting = fits(now)
  return people.flatMap(({ born, age, year }): Finding[] => {
    if (Math.abs(year - now) <= 2 || fitting.length + (now === newest ? 1 : 0) < people.length - fitting.length) return []
    return [
      {
        kind: 'age',
        level: 'question',
        ranges: [born.range, age.range].sort((a, b) => a.start - b.start),
        message: `Born in ${born.value} and ${age.value}: by the ages of the others it is ${now}, and then one is about ${now - born.value}.`,
      },
    ]
  })
}

/** Looks only for what the last sentence brings: each pair of places is told once. */
function* mismatches(around: readonly Sentence[]): Generator<Finding> {
  const last = around[around.length - 1] as Sentence
  const births = around.flatMap((one) => birthOf(one))
  const [birth] = births
  if (births.length !== 1 || !birth) return
  for (const one of around) {
    // Within one sentence it is said where the sentence is read alone.
    if (one === birth.sentence || (one !== last && birth.sentence !== last)) continue
    for (const { age, year, range } of agesOf(one, birth.died)) {
      const years = year - birth.born
      if (RELATIVE.test(one.text.slice(Math.max(0, range.start - one.start - 60), range.end - one.start))) continue
      if (Number.isNaN(age) || years <= 0 || years > 120 || age === years || age === years - 1) continue
      const ranges = [birth.range, range].sort((a, b) => a.start - b.start)
      const message = `Born in ${birth.born}, one is ${years - 1} or ${years} in ${year}, and the text says ${age}.`
      yield { kind: 'age', level: 'contradiction', ranges, message }
      return
    }
  }
}

interface Birth {
  readonly sentence: Sentence
  readonly born: number
  /** The year of death, when it stands beside it. */
  readonly died: number | null
  readonly range: TextRange
}

function birthOf(sentence: Sentence): Birth[] {
  const life = LIFE.exec(sentence.text)
  const match = life ?? BORN.exec(sentence.text)
  if (!match) return []
  const start = sentence.start + match.index
  return [{ sentence, born: Number(match[1]), died: life ? Number(life[2]) : null, range: { start, end: start + match[0].length } }]
}

function agesOf({ start, text }: Sentence, died: number | null): { age: number; year: number; range: TextRange }[] {
  const rangeOf = (match: RegExpExecArray) => ({ start: start + match.index, end: start + match.index + match[0].length })
  const found = AGE_IN_YEAR.flatMap(({ pattern, yearFirst }) => {
    const match = pattern.exec(text)
    if (!match) return []
    const [year, age] = yearFirst ? [match[1], match[2]] : [match[2], match[1]]
    return [{ age: numberOf(age ?? ''), year: Number(year), range: rangeOf(match) }]
  })
  const death = died === null ? null : DIED_AT.exec(text)
  return death && died !== null ? [...found, { age: numberOf(death[1] ?? ''), year: died, range: rangeOf(death) }] : found
}

import type { Finding, Sentence } from '@/lib/core/consistency/findings'
import { numberOf } from '@/lib/core/consistency/quantities'

const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december']
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const MONTH =
  '(Jan(?:uary|\\.)?|Feb(?:ruary|\\.)?|Mar(?:ch|\\.)?|Apr(?:il|\\.)?|May|June?|July?|Aug(?:ust|\\.)?|Sept?(?:ember|\\.)?|Oct(?:ober|\\.)?|Nov(?:ember|\\.)?|Dec(?:ember|\\.)?)'
const DAY = '(Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day'
const MONTH_FIRST = new RegExp(
  `(?:\\b${DAY}(?: morning| afternoon| evening| night)?,? )?\\b${MONTH} (\\d{1,2})(?:st|nd|rd|th)?\\b(?:,? ((?:1[5-9]|20)\\d\\d)\\b)?`,
  'g',
)
const DAY_FIRST = new RegExp(
  `(?:\\b${DAY}(?: morning| afternoon| evening| night)?,? (?:the )?)?\\b(\\d{1,2})(?:st|nd|rd|th)?(?: of)? ${MONTH}\\b(?:,? ((?:1[5-9]|20)\\d\\d)\\b)?`,
  'g',
)
/** A weekday said of the date before it, in its sentence or the next. */
const BEHIND = new RegExp(
  `^(?:, (?:which was |it was )?an? | was an? |\\. (?:As |But |And |Since )?(?:[Tt]hat|[Ii]t) (?:day )?(?:was|is|fell on|falls on) (?:an? )?| \\((?:an? )?)${DAY}\\b`,
)
const LIFE = /\((?:born )?((?:1[5-9]|20)\d\d) ?[–-] ?((?:1[5-9]|20)\d\d)\)/
const DIED = /\bdied in ((?:1[5-9]|20)\d\d)\b/
const AGED = /\b(?:aged|at the age of|at age|died at) (\d{1,3})\b/
/** A length said right behind its years. */
const SPAN =
  /\bfrom ((?:1[5-9]|20)\d\d) (?:to|until|till) ((?:1[5-9]|20)\d\d)\b,? ?\(?(?:for |a span of |a period of |or |some |about |altogether |all of )*([\d]{1,3}|[a-z]+(?:-[a-z]+)?)[ -]years?\b/
const BORN = /\b[Bb]orn (?:in(?: [A-Z][a-z]+)?|on [A-Z][a-z]+ \d{1,2},|on \d{1,2} [A-Z][a-z]+) ?((?:1[5-9]|20)\d\d)\b/
const AGE_THEN =
  /\b(?:was|turned|aged|at|at the age of|at age|being|only|just|barely|already) (\d{1,3}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-[a-z]+)?|[a-z]+teen)(?= ?(?:years? old|years? of age|when|,|\.|$| in | as ))/
const ANNIVERSARY = /\b(\d{1,3}(?:st|nd|rd|th)|[a-z]+(?:-[a-z]+)?) (?:anniversary|birthday|jubilee|year of existence)\b/
/** Anniversaries in words. */
const ORDINALS: Readonly<Record<string, number>> = {
  ...{ fifth: 5, tenth: 10, fifteenth: 15, twentieth: 20, 'twenty-fifth': 25, silver: 25, thirtieth: 30, 'thirty-fifth': 35, fortieth: 40 },
  ...{
    fiftieth: 50,
    golden: 50,
    sixtieth: 60,
    diamond: 60,
    seventieth: 70,
    'seventy-fifth': 75,
    eightieth: 80,
    ninetieth: 90,
    hundredth: 100,
  },
}
const BEGAN = /\b(?:appointed|elected|took over|took office|sworn in|joined|became|began|started|hired|arrived|founded|opened)\b/gi
const ENDED = /\b(?:stepped down|retired|resigned|left|stood down|lost|was dismissed|was sacked|died|closed|ended)\b/gi
/** How far behind what happened its year may stand, in UTF-16 units. */
const YEAR_WITHIN = 60
const IN_OFFICE =
  /\b(?:in|during|over|after|of) (?:all )?(?:his|her|their|its|the) (\d{1,2}|[a-z]+(?:-[a-z]+)?) years (?:in|as|at|on|of|there|there)\b/i
const BOUND =
  /\b(?:(?:first|last|only) (?:[\w’'-]+ ){0,6}since|for the first time since|the first time (?:[\w’'-]+ ){0,9}since|the only [\w’'-]+ (?:ever|in the world|of its kind)|yesterday|last (?:week|night|month)|tomorrow|next (?:week|month)|so far this year|to this day)\b(?:[^,.;]|(?<=\d)[,.](?=\d)){0,40}/gi

/** Dates that are none, weekdays that do not fit, ages that do not fit, and what holds only for a time. */
export function timeFindings(text: string, sentences: readonly Sentence[]): Finding[] {
  const years = [...new Set([...text.matchAll(/\b(?:19|20)\d\d\b/g)].map((match) => Number(match[0])))]
  return sentences
    .flatMap((sentence, index) => [...dates(sentence, years, sentences[index + 1]?.text ?? ''), ...lives(sentence), ...bound(sentence)])
    .concat([...terms(sentences)])
}

function* dates({ start, text }: Sentence, years: readonly number[], next: string): Generator<Finding> {
  const seen = new Set<number>()
  for (const [pattern, isMonthFirst] of [
    [MONTH_FIRST, true],
    [DAY_FIRST, false],
  ] as const)
    for (const match of text.matchAll(pattern)) {
      const [whole, before, second = '', third = '', given] = match
      // “April 18, 2017, a Monday”.
      const weekday = before ?? BEHIND.exec(`${text.slice(match.index + whole.length)} ${next}`)?.[1]
      const monthName = isMonthFirst ? second : third
      const day = Number(isMonthFirst ? third : second)
      const month = MONTHS.findIndex((one) => one.startsWith(monthName.toLowerCase().replace('.', '').slice(0, 3)))
      const range = { start: start + match.index, end: start + match.index + whole.length }
      if (month < 0 || day === 0 || seen.has(range.start)) continue
      // “May 2010” and “In 12 May …” begin elsewhere: a number that is no day is no date.
      if (day > 31 && !weekday) continue
      seen.add(range.start)
      if (day > daysIn(month, given ? Number(given) : 2024))
        yield {
          kind: 'date',
          level: 'contradiction',
          ranges: [range],
          message: `“${whole}”: ${capital(MONTHS[month] ?? '')} has no ${day}th day${given ? ` in ${given}` : ''}.`,
        }
      else if (weekday) yield* weekdays({ whole, name: `${weekday}day`, day, month, year: given ? Number(given) : null, years, range })
    }
}

interface Weekday {
  readonly whole: string
  readonly name: string
  readonly day: number
  readonly month: number
  readonly year: number | null
  readonly years: readonly number[]
  readonly range: { readonly start: number; readonly end: number }
}

function* weekdays({ whole, name, day, month, year, years, range }: Weekday): Generator<Finding> {
  const isOn = (one: number) => DAYS[new Date(Date.UTC(one, month, day)).getUTCDay()] === name
  if (year !== null) {
    if (!isOn(year)) {
      const real = DAYS[new Date(Date.UTC(year, month, day)).getUTCDay()]
      yield { kind: 'weekday', level: 'contradiction', ranges: [range], message: `“${whole}”: that day is a ${real}.` }
    }
    return
  }
  if (years.some(isOn)) return
  const newest = Math.max(2_026, ...years)
  const fitting = Array.from({ length: 14 }, (_, back) => newest - back)
    .filter(isOn)
    .slice(0, 3)
  yield {
    kind: 'weekday',
    level: 'question',
    ranges: [range],
    message: `“${whole}” is a ${name} in ${fitting.join(', ')}, not in a year this text names. Which year is meant?`,
  }
}

function* lives({ start, end, text }: Sentence): Generator<Finding> {
  const bracket = LIFE.exec(text)
  const [birthIn, deathIn] = [/\bborn in ((?:1[5-9]|20)\d\d)\b/.exec(text), DIED.exec(text)]
  const life: readonly [number, number] | null = bracket
    ? [Number(bracket[1]), Number(bracket[2])]
    : birthIn && deathIn
      ? [Number(birthIn[1]), Number(deathIn[1])]
      : null
  const aged = AGED.exec(text)
  if (life && aged) {
    const [born, died] = life
    const age = Number(aged[1])
    if (age !== died - born && age !== died - born - 1)
      yield {
        kind: 'age',
        level: 'contradiction',
        ranges: [{ start, end }],
        message: `${born} to ${died} makes ${died - born - 1} or ${died - born} years, and the text says ${age}.`,
      }
  }
  const years = [...text.matchAll(/\b(?:1[5-9]|20)\d\d\b/g)].map((match) => Number(match[0]))
  const born = BORN.exec(text)
  const then = AGE_THEN.exec(text)
  const other = years.filter((year) => year !== Number(born?.[1]))
  if (born && then && !(life && aged) && other.length === 1) {
    const [birth, at, age] = [Number(born[1]), other[0] as number, numberOf(then[1] ?? '')]
    if (at > birth && age !== at - birth && age !== at - birth - 1)
      yield {
        kind: 'age',
        level: 'contradiction',
        ranges: [{ start, end }],
        message: `Born in ${birth}, one is ${at - birth - 1} or ${at - birth} in ${at}, and the text says ${age}.`,
      }
  }
  const anniversary = ANNIVERSARY.exec(text)
  const [first, second] = [...new Set(years)].sort((a, b) => a - b)
  const nth = anniversary ? (ORDINALS[anniversary[1] ?? ''] ?? Number.parseInt(anniversary[1] ?? '', 10)) : Number.NaN
  if (anniversary && first !== undefined && second !== undefined && new Set(years).size === 2 && nth > 0 && second - first !== nth)
    yield {
      kind: 'age',
      level: 'contradiction',
      ranges: [{ start, end }],
      message: `From ${first} to ${second} are ${second - first} years, and the text says the ${anniversary[0]}.`,
    }
  const span = SPAN.exec(text)
  if (span) {
    const length = Number(span[2]) - Number(span[1])
    const said = numberOf(span[3] ?? '')
    if (!Number.isNaN(said) && said !== length && said !== length + 1 && said > 1 && Math.abs(said - length) <= 60)
      yield {
        kind: 'age',
        level: 'contradiction',
        ranges: [{ start, end }],
        message: `From ${span[1]} to ${span[2]} are ${length} years, and the sentence says ${said}.`,
      }
  }
}

/** “From 1998 to 2006”, or “appointed in 1994 … stepped down in 2009”, and how many years in office they are said to be, there or right after. */
function* terms(sentences: readonly Sentence[]): Generator<Finding> {
  for (const [index, { start, end, text }] of sentences.entries()) {
    const [began, ended] = [yearBehind(text, BEGAN), yearBehind(text, ENDED)]
    const named = /\bfrom ((?:1[5-9]|20)\d\d) (?:to|until|till) ((?:1[5-9]|20)\d\d)\b/.exec(text)
    const term = named ? [Number(named[1]), Number(named[2])] : began !== null && ended !== null ? [began, ended] : null
    if (!term) continue
    const [from, to] = term as [number, number]
    const next = sentences[index + 1]
    const [here, there] = [IN_OFFICE.exec(text), next ? IN_OFFICE.exec(next.text) : null]
    const said = numberOf((here ?? there)?.[1] ?? '')
    const length = to - from
    if (Number.isNaN(said) || length <= 0 || said === length || said === length + 1 || said === length - 1) continue
    yield {
      kind: 'age',
      level: 'contradiction',
      ranges: [{ start, end }, ...(here || !next ? [] : [{ start: next.start, end: next.end }])],
      message: `From ${from} to ${to} are ${length} years, and the text says ${(here ?? there)?.[1]}.`,
    }
  }
}

/** The year behind a word, as in “appointed music director in 1994”; null without one. */
function yearBehind(text: string, cue: RegExp): number | null {
  for (const found of text.matchAll(cue)) {
    const from = found.index + found[0].length
    const behind = text.slice(from, from + YEAR_WITHIN).split('.')[0] ?? ''
    const year = /\b(?:in|from|since|on) (?:[A-Z][a-z]+ )?((?:1[5-9]|20)\d\d)\b/.exec(behind)
    if (year) return Number(year[1])
  }
  return null
}

function* bound({ start, text }: Sentence): Generator<Finding> {
  for (const match of text.matchAll(BOUND)) {
    // No word is cut in its middle.
    const isCut = /[\p{L}\d,.]$/u.test(match[0]) && /^[\p{L}\d’'-]/u.test(text.slice(match.index + match[0].length))
    const words = (isCut ? match[0].replace(/\S{1,80}$/, '') : match[0]).trimEnd()
    yield {
      kind: 'time-bound',
      level: 'question',
      ranges: [{ start: start + match.index, end: start + match.index + words.length }],
      message: `“${words}”: true on which day, and according to whom? Look again on the day of publication.`,
    }
  }
}

function daysIn(month: number, year: number): number {
  return new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1)
}

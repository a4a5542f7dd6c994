import type { Finding, Sentence } from '@/lib/core/consistency/findings'
import { numberOf } from '@/lib/core/consistency/quantities'

const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december']
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const MONTH =
  '(Jan(?:uary|\\.)?|Feb(?:ruary|\\.)?|Mar(?:ch|\\.)?|Apr(?:il|\\.)?|May|June?|July?|Aug(?:ust|\\.)?|Sept?(?:ember|\\.)?|Oct(?:ober|\\.)?|Nov(?:ember|\\.)?|Dec(?:ember|\\.)?)'
const DAY = '(Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day'
const MONTH_FIRST = new RegExp(`(?:\\b${DAY},? )?\\b${MONTH} (\\d{1,2})(?:st|nd|rd|th)?\\b(?:,? ((?:1[5-9]|20)\\d\\d)\\b)?`, 'g')
const DAY_FIRST = new RegExp(
  `(?:\\b${DAY},? (?:the )?)?\\b(\\d{1,2})(?:st|nd|rd|th)?(?: of)? ${MONTH}\\b(?:,? ((?:1[5-9]|20)\\d\\d)\\b)?`,
  'g',
)
const LIFE = /\((?:born )?((?:1[5-9]|20)\d\d) ?[–-] ?((?:1[5-9]|20)\d\d)\)/
const DIED = /\bdied in ((?:1[5-9]|20)\d\d)\b/
const AGED = /\b(?:aged|at the age of|at age|died at) (\d{1,3})\b/
/** A length said right behind its years. */
const SPAN =
  /\bfrom ((?:1[5-9]|20)\d\d) (?:to|until|till) ((?:1[5-9]|20)\d\d)\b,? ?\(?(?:for |a span of |a period of |or |some |about |altogether |all of )*([\d]{1,3}|[a-z]+(?:-[a-z]+)?)[ -]years?\b/
const BORN = /\b[Bb]orn (?:in|on [A-Z][a-z]+ \d{1,2},|on \d{1,2} [A-Z][a-z]+) ?((?:1[5-9]|20)\d\d)\b/
const AGE_THEN = /\b(?:was|turned|aged|at|at the age of|at age|being) (\d{1,3})(?= ?(?:years? old|when|,|\.|$| in | as ))/
const FOUNDED =
  /\b(?:[Ff]ounded|[Ee]stablished|set up|opened|launched|created|incorporated|built|begun|started) (?:here |there )?in ((?:1[5-9]|20)\d\d)\b/
const ANNIVERSARY = /\b(\d{1,3})(?:st|nd|rd|th) (?:anniversary|birthday|jubilee|year of existence)\b/
const BOUND =
  /\b(?:(?:first|last|only) (?:[\w’'-]+ ){0,6}since|for the first time since|the first time (?:[\w’'-]+ ){0,9}since|the only [\w’'-]+ (?:ever|in the world|of its kind)|yesterday|last (?:week|night|month)|tomorrow|next (?:week|month)|so far this year|to this day)\b[^,.;]{0,40}/gi

/** Dates that are none, weekdays that do not fit, ages that do not fit, and what holds only for a time. */
export function timeFindings(text: string, sentences: readonly Sentence[]): Finding[] {
  const years = [...new Set([...text.matchAll(/\b(?:19|20)\d\d\b/g)].map((match) => Number(match[0])))]
  return sentences.flatMap((sentence) => [...dates(sentence, years), ...lives(sentence), ...bound(sentence)])
}

function* dates({ start, text }: Sentence, years: readonly number[]): Generator<Finding> {
  const seen = new Set<number>()
  for (const [pattern, isMonthFirst] of [
    [MONTH_FIRST, true],
    [DAY_FIRST, false],
  ] as const)
    for (const match of text.matchAll(pattern)) {
      const [whole, weekday, second = '', third = '', given] = match
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
    const [birth, at, age] = [Number(born[1]), other[0] as number, Number(then[1])]
    if (at > birth && age !== at - birth && age !== at - birth - 1)
      yield {
        kind: 'age',
        level: 'contradiction',
        ranges: [{ start, end }],
        message: `Born in ${birth}, one is ${at - birth - 1} or ${at - birth} in ${at}, and the text says ${age}.`,
      }
  }
  const founded = FOUNDED.exec(text)
  const anniversary = ANNIVERSARY.exec(text)
  const celebrated = years.filter((year) => year !== Number(founded?.[1]))
  if (founded && anniversary && celebrated.length === 1) {
    const length = (celebrated[0] as number) - Number(founded[1])
    if (length > 0 && length !== Number(anniversary[1]))
      yield {
        kind: 'age',
        level: 'contradiction',
        ranges: [{ start, end }],
        message: `From ${founded[1]} to ${celebrated[0]} are ${length} years, and the text says the ${anniversary[0]}.`,
      }
  }
  const term = /\bfrom ((?:1[5-9]|20)\d\d) (?:to|until|till) ((?:1[5-9]|20)\d\d)\b/.exec(text)
  const inOffice =
    /\b(?:in|during|over|after) (?:all )?(?:his|her|their|its|the) (\d{1,2}|[a-z]+(?:-[a-z]+)?) years (?:in|as|at|on|of|there)\b/.exec(text)
  if (term && inOffice) {
    const length = Number(term[2]) - Number(term[1])
    const said = numberOf(inOffice[1] ?? '')
    if (!Number.isNaN(said) && said !== length && said !== length + 1)
      yield {
        kind: 'age',
        level: 'contradiction',
        ranges: [{ start, end }],
        message: `From ${term[1]} to ${term[2]} are ${length} years, and the sentence says ${inOffice[1]}.`,
      }
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

function* bound({ start, text }: Sentence): Generator<Finding> {
  for (const match of text.matchAll(BOUND)) {
    // No word is cut in its middle.
    const isCut = /[\p{L}\d]$/u.test(match[0]) && /^[\p{L}\d’'-]/u.test(text.slice(match.index + match[0].length))
    const words = (isCut ? match[0].replace(/[^\s]+$/, '') : match[0]).trimEnd()
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

import { type Day, datesIn } from '@/lib/core/consistency/dates'
import type { Finding } from '@/lib/core/consistency/findings'
import { type Odd, type Paragraph, placed } from '@/lib/core/consistency/paragraphs'
import { numberOf } from '@/lib/core/consistency/quantities'

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const NUMBER = '(\\d{1,3}|[a-z]+(?:-[a-z]+)?)'

/** Days and years of one paragraph that do not go together: in the wrong order, with another weekday, too many years between them. */
export function paragraphTimeFindings(paragraphs: readonly Paragraph[]): Finding[] {
  return paragraphs.flatMap((paragraph) => {
    const { text } = paragraph
    const days = datesIn(text)
    if (days.length === 0) return []
    return placed(paragraph, [
      nextWeekday(text, days),
      weekdayOfYear(text, days),
      afterLast(text, days),
      turnedStages(text, days),
      twoAges(text),
      laterOn(text, days),
      weekdayLater(text),
      birthday(text),
      afterDeath(text, days),
      beforeItsCause(text, days),
      yearsBetween(text, days),
      ageThen(text, days),
    ])
  })
}

/** Days since 1970 of a whole date; null when a part of it is not said. */
function whole({ year, month, day }: Day): number | null {
  return year === null || month === null || day === null ? null : Date.UTC(year, month, day) / 86_400_000
}

const NEXT_DAY =
  /^[^.]{0,120}\. (?:[^.]{0,160}\. )?(?:On )?([Tt]he (?:next|following) (?:day|morning|afternoon|evening)|[Tt]he day after),? (?:an? )?(Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day\b/
const WAS_A = /^[^.]{0,120}\. (?:It|That(?: day)?) was an? (Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day\b/

/** “on Nov. 2, 2018 … It was a Saturday”, “June 23, 1998 … The next morning, a Friday”. */
function nextWeekday(text: string, days: readonly Day[]): Odd | null {
  for (const day of days) {
    const at = whole(day)
    if (at === null) continue
    const rest = text.slice(day.end, day.end + 340)
    const [next, same] = [NEXT_DAY.exec(rest), WAS_A.exec(rest)]
    const said = next?.[2] ?? same?.[1]
    if (!said || days.some((other) => other !== day && whole(other) !== null)) continue
    const real = DAYS[(((at + (next ? 1 : 0)) % 7) + 11) % 7]
    if (real === `${said}day`) continue
    const end = day.end + ((next ?? same)?.[0].length ?? 0)
    return {
      kind: 'weekday',
      places: [day, { start: end - said.length - 3, end }],
      message: `${next ? `The day after ${day.words}` : day.words} is a ${real}, and the text says ${said}day.`,
    }
  }
  return null
}

const WITH_WEEKDAY = /\b(Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day,? (?:the )?$/

/** “on Monday, Aug. 5, 2019 … that Saturday, Aug. 11”: the year stands in the same paragraph, once. */
function weekdayOfYear(text: string, days: readonly Day[]): Odd | null {
  const years = [...new Set(days.flatMap(({ year }) => (year === null ? [] : [year])))]
  const [year] = years
  if (years.length !== 1 || year === undefined) return null
  for (const day of days) {
    const said = WITH_WEEKDAY.exec(text.slice(Math.max(0, day.start - 24), day.start))?.[1]
    const at = whole({ ...day, year })
    if (!said || day.year !== null || at === null || !days.some((one) => one.year !== null && one.month !== null && one.start < day.start))
      continue
    const real = DAYS[((at % 7) + 11) % 7]
    if (real === `${said}day`) continue
    return {
      kind: 'weekday',
      places: [{ start: day.start - said.length - 5, end: day.end }],
      message: `${day.words}, ${year}, is a ${real}, and the text says ${said}day.`,
    }
  }
  return null
}

/** “died on 2 March … gave her last lesson on 5 March”. */
function afterLast(text: string, days: readonly Day[]): Odd | null {
  const died = days.find(({ start }) => /\bdied\b[^.;]{0,80}$/.test(text.slice(Math.max(0, start - 90), start)))
  if (!died) return null
  const last = days.find(
    ({ start }) =>
      start > died.end &&
      /\b(?:his|her) (?:last|final) (?:\p{Ll}+ )?\p{Ll}+\b[^.;]{0,60}$/u.test(text.slice(Math.max(0, start - 110), start)),
  )
  const apart = last ? order(last, died) : null
  if (
    !last ||
    apart === null ||
    apart <= 0 ||
    /\b(?:published|released|appeared|broadcast|posthumous\p{L}*)\b/iu.test(text.slice(died.end, last.end))
  )
    return null
  return { kind: 'date', places: [died, last], message: `${last.words} is after ${died.words}, on which they died.` }
}

/** “sentenced in February 2017 … had arrested him in September 2017”. */
function turnedStages(text: string, days: readonly Day[]): Odd | null {
  for (const [index, day] of days.entries()) {
    const before = days[index - 1]
    if (!before) continue
    const [one, other] = [stageAt(text, before), stageAt(text, day)]
    const apart = order(day, before)
    const between = text.slice(before.end, day.start)
    // Somebody else's: “a second man, Peter Odd, was arrested”.
    if (/\b(?:another|second|other|brother|sister|co-defendant|accomplice)\b|\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+/u.test(between)) continue
    if (one < 0 || other < 0 || other >= one || apart === null || apart <= 0) continue
    return { kind: 'date', places: [before, day], message: `${day.words} is after ${before.words}, and what is told of it comes first.` }
  }
  return null
}

const AGE_AND_YEAR =
  /\bwas (\d{1,2}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty)(?:-[a-z]+)?),?(?: and [^.;,]{1,30},)? (?:years old )?when [^.;\d]{3,80}\bin ((?:1[5-9]|20)\d\d)\b/g

/** “was 22 when … in 1976. She was 28 … when … in 1980”. */
function twoAges(text: string): Odd | null {
  const [first, second] = [...text.matchAll(AGE_AND_YEAR)]
  if (!first || !second || !/\b(?:[Hh]e|[Ss]he) $/.test(text.slice(0, second.index))) return null
  const years = Number(second[2]) - Number(first[2])
  const ages = numberOf(second[1] ?? '') - numberOf(first[1] ?? '')
  if (
    Number.isNaN(ages) ||
    years === 0 ||
    Math.abs(years - ages) <= 1 ||
    /\b(?:his|her) (?:brother|sister|wife|husband|father|mother|son|daughter)\b/.test(text)
  )
    return null
  const place = (match: RegExpMatchArray) => ({ start: match.index ?? 0, end: (match.index ?? 0) + match[0].length })
  return {
    kind: 'age',
    places: [place(first), place(second)],
    message: `From ${first[2]} to ${second[2]} are ${years} years, and from ${first[1]} to ${second[1]} are ${ages}.`,
  }
}

const LATER = new RegExp(`\\b${NUMBER} (days?|weeks?) (later|earlier|before|after),? (?:on )?$`, 'i')

const LASTED = new RegExp(
  `\\b(?:lasted|held|ran|went on)(?: for)?(?: just| only| barely| all of)? ${NUMBER} (days?|weeks?)()\\b[^.;]{0,20}?(?:ending|until|to end|and ended|ended)(?: on)? $`,
  'i',
)

/** “closed on 18 October 2024 … two weeks later, on 4 October”. */
function laterOn(text: string, days: readonly Day[]): Odd | null {
  for (const [index, day] of days.entries()) {
    const before = days[index - 1]
    const later =
      LATER.exec(text.slice(Math.max(0, day.start - 40), day.start)) ?? LASTED.exec(text.slice(Math.max(0, day.start - 70), day.start))
    if (!before || !later || day.month === null || day.day === null) continue
    const from = whole(before)
    const to = whole({ ...day, year: day.year ?? before.year })
    const count = numberOf(later[1] ?? '')
    if (from === null || to === null || Number.isNaN(count)) continue
    const isBack = /earlier|before/i.test(later[3] ?? '')
    const said = count * (/week/i.test(later[2] ?? '') ? 7 : 1) * (isBack ? -1 : 1)
    // Over the end of a year the year is not said again.
    const real = [to - from, to + 365 - from, to + 366 - from].find((one) => Math.sign(one) === Math.sign(said)) ?? to - from
    if (Math.abs(real - said) <= (/week/i.test(later[2] ?? '') ? 3 : 1)) continue
    return {
      kind: 'date',
      places: [before, day],
      message: `${day.words} is ${real < 0 ? `${-real} days before` : `${real} days after`} ${before.words}, and the text says ${[later[1], later[2], later[3]].filter(Boolean).join(' ')}.`,
    }
  }
  return null
}

const BIRTHDAY = /\b(\d{1,3})(?:st|nd|rd|th) birthday\b[^.;]{0,50}?\b((?:1[5-9]|20)\d\d)\b/
const BORN_ON = /\b[Bb]orn (?:in|on) (?:\d{1,2} )?(?:[A-Z][a-z]+ )?(?:\d{1,2}, )?((?:1[5-9]|20)\d\d)\b/

/** “her 40th birthday on 3 May 2025 … born on 3 May 1988”. */
function birthday(text: string): Odd | null {
  const [day, born] = [BIRTHDAY.exec(text), BORN_ON.exec(text)]
  if (!day || !born) return null
  const years = Number(day[2]) - Number(born[1])
  if (years === Number(day[1]) || years <= 0 || /\b(?:father|mother|son|daughter|husband|wife|brother|sister|grand\p{L}+)\b/iu.test(text))
    return null
  const place = (match: RegExpExecArray) => ({ start: match.index, end: match.index + match[0].length })
  return {
    kind: 'age',
    places: [place(day), place(born)].sort((a, b) => a.start - b.start),
    message: `From ${born[1]} to ${day[2]} are ${years} years, and the text says the ${day[1]}th birthday.`,
  }
}

const DAY_AND_LATER = new RegExp(
  `\\b(Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day\\b(?:,? (?:the )?(?:\\d{1,2}(?:st|nd|rd|th)? )?(?:[A-Z][a-z]+)?(?: \\d{1,2})?(?:,? \\d{4})?)?[^.]{0,120}?[.;,] (?:and )?(?:[Jj]ust |[Oo]nly )?${NUMBER} days later,? (?:on (?:the )?)?(Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day\\b`,
  'i',
)

/** “on Monday, 5 May …; two days later, on Thursday”. */
function weekdayLater(text: string): Odd | null {
  const match = DAY_AND_LATER.exec(text)
  const count = numberOf(match?.[2] ?? '')
  if (!match || Number.isNaN(count)) return null
  const at = (name: string | undefined) => DAYS.findIndex((day) => day.toLowerCase() === `${name?.toLowerCase()}day`)
  const real = (at(match[1]) + count) % 7
  // Of two weekdays it is not told which is counted from.
  if (real === at(match[3]) || (match[0].match(/(?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day\b/gi) ?? []).length !== 2) return null
  return {
    kind: 'weekday',
    places: [
      { start: match.index, end: match.index + (match[1]?.length ?? 0) + 3 },
      { start: match.index + match[0].length - (match[3]?.length ?? 0) - 3, end: match.index + match[0].length },
    ],
    message: `${match[2]} days after a ${match[1]}day is a ${DAYS[real]}, and the text says ${match[3]}day.`,
  }
}

function order(a: Day, b: Day): number | null {
  const [one, other] = [whole(a), whole(b)]
  if (one !== null && other !== null) return one - other
  if (a.year === null && b.year === null && a.month !== null && b.month !== null && a.day !== null && b.day !== null)
    return (a.month - b.month) * 30 + a.day - b.day
  if (a.year === null || b.year === null) return null
  if (a.year !== b.year) return (a.year - b.year) * 365
  return a.month !== null && b.month !== null && a.month !== b.month ? (a.month - b.month) * 30 : null
}

/** “died in April 1978 … published posthumously in the fall of 1976”; “began in April 1889 … finally poured in November 1888”. */
function afterDeath(text: string, days: readonly Day[]): Odd | null {
  for (const [index, day] of days.entries()) {
    const before = days[index - 1]
    if (!before) continue
    const between = text.slice(Math.max(0, before.start - 60), day.end)
    const isAfter =
      (/\bdied\b/.test(between) && /\bposthumous/.test(between)) ||
      (/\b(?:began|begun|started|opened|founded|laid|signed|arrested)\b/.test(
        between.slice(0, before.end - Math.max(0, before.start - 60)),
      ) &&
        /\b(?:finally|at last|eventually|in the end)\b/.test(text.slice(before.end, day.end + 30)))
    const apart = order(day, before)
    if (!isAfter || apart === null || apart >= 0) continue
    return {
      kind: 'date',
      places: [before, day],
      message: `${day.words} is before ${before.words}, and the text tells it as what came after.`,
    }
  }
  return null
}

/** What happens to somebody before what. */
const STAGES = [
  /\b(?:arrested|detained|arrest)\b/i,
  /\b(?:charged|indicted)\b/i,
  /\b(?:convicted|found guilty|conviction)\b/i,
  /\bsentenced\b/i,
]

function stageAt(text: string, { start }: Day): number {
  const clause =
    text
      .slice(Math.max(0, start - 60), start)
      .split(/[.;]/)
      .at(-1) ?? ''
  return STAGES.findLastIndex((one) => one.test(clause))
}

const CLEARED =
  /\b(?:left|cleared|emptied|vacated|levelled|leveled|destroyed|gutted|flattened|ruined|burned|burnt|razed|widowed|orphaned|displaced)\b[^.;]{0,30}\bby (?:the )?[^.;]{0,30}$/i
const RAISED = /\b(?:went up|built|rose|raised|erected|opened|founded|put up|completed|begun|begins|moved in|settled)\b/i

/** “went up in 1884 on a lot left empty by the great fire of 1891”. */
function beforeItsCause(text: string, days: readonly Day[]): Odd | null {
  for (const [index, cause] of days.entries()) {
    const built = days[index - 1]
    if (!built || built.year === null || cause.year === null || built.year >= cause.year) continue
    const between = text.slice(built.end, cause.start)
    if (/\./.test(between) || !CLEARED.test(between) || !RAISED.test(text.slice(Math.max(0, built.start - 60), built.end))) continue
    return { kind: 'date', places: [built, cause], message: `${built.words} is before ${cause.words}, which is told as what came first.` }
  }
  return null
}

const YEARS_SAID: readonly RegExp[] = [
  new RegExp(`\\b(?:[Ii]n|[Oo]ver|[Dd]uring|[Aa]ll|[Oo]f) (?:all )?the ${NUMBER} (years|decades) (?:that|of|she|he|they|it|since|in)\\b`),
  new RegExp(`\\b(?:[Ii]n|[Oo]ver|[Dd]uring) (?:all )?(?:those|these) ${NUMBER} (years|decades)\\b`),
  new RegExp(
    `\\b(?:the|her|his|their|its) ${NUMBER} (years|decades) (?:of (?:exile|service|work|marriage|absence|peace|rule|waiting|silence)|there|away|behind|in (?:prison|exile|office|power))\\b`,
  ),
  new RegExp(`\\bafter ${NUMBER} (years|decades) (?:there|away|with|at|in|of|on)\\b`),
  new RegExp(`\\b(?:stood|reigned)(?: there| empty| open)? for ${NUMBER} (years|decades)\\b`),
]

/** “bought it in 1979 … sold it in 2006 … In the 32 years that she stood there”. */
function yearsBetween(text: string, days: readonly Day[]): Odd | null {
  const years = [...new Set(days.flatMap(({ year }) => (year === null ? [] : [year])))]
  const [from, to] = years
  if (from === undefined || to === undefined || years.length !== 2 || to <= from) return null
  for (const pattern of YEARS_SAID) {
    const match = pattern.exec(text)
    if (!match) continue
    const said = numberOf(match[1] ?? '') * (match[2] === 'decades' ? 10 : 1)
    const real = to - from
    const isOff = match[2] === 'decades' ? Math.abs(said - real) >= 8 : Math.abs(said - real) > 1
    if (Number.isNaN(said) || !isOff) continue
    // Counted from a third year, or of somebody's life.
    if (
      /\b(?:aged|age of|born|more than|over|nearly|almost|about)\b/i.test(
        text.slice(Math.max(0, match.index - 20), match.index + match[0].length),
      )
    )
      continue
    return {
      kind: 'age',
      places: [{ start: match.index, end: match.index + match[0].length }, ...days.filter(({ year }) => year === from || year === to)].sort(
        (a, b) => a.start - b.start,
      ),
      message: `From ${from} to ${to} are ${real} years, and the text says ${match[1]} ${match[2]}.`,
    }
  }
  return null
}

const AGE = '(\\d{1,3}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-[a-z]+)?)'
const WAS_WHEN = new RegExp(`\\b(?:[Hh]e|[Ss]he) was ${AGE}(?: years old)?(?: when,?| as)(?: in)?\\b`)
const WAS = new RegExp(`\\. (?:He|She) was ${AGE}\\. `)

/** “Born in 1938 … He was 81 when, in 2014”; “died in January 2020. She was 67. Born … in 1961”. */
function ageThen(text: string, days: readonly Day[]): Odd | null {
  const years = days.filter(({ year }) => year !== null)
  const birth = years.find(({ start }) => /\b[Bb]orn\b[^.;]{0,80}$/.test(text.slice(Math.max(0, start - 90), start)))
  const match = WAS_WHEN.exec(text) ?? (/\b(?:died|killed|drowned)\b/.test(text) ? WAS.exec(text) : null)
  const other = years.filter((one) => one !== birth && one.year !== birth?.year)
  const [then] = other
  if (!birth || birth.year === null || !match || other.length !== 1 || !then || then.year === null) return null
  // The year stands with the age, or in the sentence before “She was 67.”
  const between = text.slice(Math.min(match.index + 1, then.end), Math.max(match.index + 1, then.start))
  if (/[.!?]\s/.test(between)) return null
  const [said, real] = [numberOf(match[1] ?? ''), then.year - birth.year]
  if (Number.isNaN(said) || real <= 0 || real > 120 || said === real || said === real - 1) return null
  return {
    kind: 'age',
    places: [birth, { start: match.index, end: match.index + match[0].length }, then].sort((a, b) => a.start - b.start),
    message: `Born in ${birth.year}, one is ${real - 1} or ${real} in ${then.year}, and the text says ${match[1]}.`,
  }
}

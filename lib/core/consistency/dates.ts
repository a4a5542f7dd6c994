import type { TextRange } from '@/lib/core/text/range'

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')
const MONTH =
  '(Jan(?:uary|\\.)?|Feb(?:ruary|\\.)?|Mar(?:ch|\\.)?|Apr(?:il|\\.)?|May|June?|July?|Aug(?:ust|\\.)?|Sept?(?:ember|\\.)?|Oct(?:ober|\\.)?|Nov(?:ember|\\.)?|Dec(?:ember|\\.)?)'
const DATE = new RegExp(
  `\\b(?:${MONTH} (\\d{1,2})(?:st|nd|rd|th)?(?:,? ((?:1[5-9]|20)\\d\\d))?|(\\d{1,2})(?:st|nd|rd|th)?(?: of)? ${MONTH}(?:,? ((?:1[5-9]|20)\\d\\d))?|${MONTH} ((?:1[5-9]|20)\\d\\d)|((?:1[5-9]|20)\\d\\d))\\b(?![-–]\\d|\\d|,\\d)`,
  'gu',
)

/** A date in a text, or as much of it as is said. Offsets are UTF-16 units of the text. */
export interface Day extends TextRange {
  readonly words: string
  readonly year: number | null
  /** 0 to 11. */
  readonly month: number | null
  readonly day: number | null
}

/** Dates, months with a year and years of a text, in order. */
export function datesIn(text: string): Day[] {
  const numberOr = (digits: string | undefined) => (digits === undefined ? null : Number(digits))
  return [...text.matchAll(DATE)].map((match) => {
    const [words, monthFirst, dayAfter, yearAfter, dayFirst, monthAfter, yearLast, monthOnly, yearOnly, bare] = match
    const month = monthFirst ?? monthAfter ?? monthOnly
    return {
      start: match.index,
      end: match.index + words.length,
      words,
      year: numberOr(yearAfter ?? yearLast ?? yearOnly ?? bare),
      month: month === undefined ? null : MONTHS.indexOf(month.slice(0, 3)),
      day: numberOr(dayAfter ?? dayFirst),
    }
  })
}

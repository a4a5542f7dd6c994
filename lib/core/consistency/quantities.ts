import type { TextRange } from '@/lib/core/text/range'

/** A number in a sentence, with what it counts. Offsets are UTF-16 units of the sentence. */
export interface Quantity extends TextRange {
  /** As it is written, without what it counts: "$4.2 million", "forty-eight", "30". */
  readonly words: string
  readonly value: number
  /** money: with a sign or the name of a currency; percent; year: a plain number that can only be one; count: the rest. */
  readonly kind: 'money' | 'percent' | 'year' | 'count'
  /** The word after it, in lower case, without a plural s: "household", "kilometre"; empty when a mark follows. */
  readonly noun: string
  /** The two words after it, or the one, in lower case: "fire engines". */
  readonly things: string
  /** Something known is meant: "the 16 people", "its 1,580 employees", "all 2,300 households". */
  readonly isDefinite: boolean
  /** Ordinals, dates, clock times and parts of names are no amounts. */
  readonly isScaled: boolean
}

const UNITS: Readonly<Record<string, number>> = {
  ...{ one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12, thirteen: 13 },
  ...{ fourteen: 14, fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19 },
}
const TENS: Readonly<Record<string, number>> = {
  ...{ twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90 },
}
const SCALES: Readonly<Record<string, number>> = { hundred: 1e2, thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12 }
const SHORT_SCALES: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, mn: 1e6, bn: 1e9, b: 1e9, tn: 1e12 }
const SHORT = /^(?:k|mn?|bn?|tn)\b/i
const WORD = `(?:(?:${Object.keys(TENS).join('|')})(?:-(?:${Object.keys(UNITS).slice(0, 9).join('|')}))?|${Object.keys(UNITS).reverse().join('|')})`
const QUANTITY = new RegExp(
  `(?<![\\p{L}\\p{N}.,’'-])([$€£¥]\\s?)?(\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?|${WORD}\\b)([ -](?:hundred|thousand|million|billion|trillion)\\b)?( ?%|[ -]per ?cent\\b)?`,
  'giu',
)
const AFTER = /^(?:[ -](?:of (?:its |their |the )?)?)?([\p{L}][\p{L}’'-]*)?(?: ([\p{L}][\p{L}’'-]*))?/u
const BEFORE = /(?:\b(the|all|its|their|those|these|his|her|our)|[’']s)(?: (?:other|same|all|entire|roughly|estimated|some))?\s$/iu
const MONEY_NOUN = /^(?:dollar|euro|pound|crown|krone|krona|yen|rouble|ruble|franc|rupee|yuan|peso|guinea|shilling|guilder|florin|lira)s?$/i

/** Most sentences that are kept read. */
const KEPT = 4_000
const READ = new Map<string, readonly Quantity[]>()

/** The quantities of a sentence, in order. Ordinals ("5th"), clock times and what stands in a date are left out. */
export function quantitiesIn(sentence: string): readonly Quantity[] {
  // Each rule asks for those of the same sentences: they are read once.
  const known = READ.get(sentence)
  if (known) return known
  const found = readQuantities(sentence)
  if (READ.size >= KEPT) READ.clear()
  READ.set(sentence, found)
  return found
}

/** Nothing of a text stays when it was read through. */
export function forgetQuantities(): void {
  READ.clear()
}

function readQuantities(sentence: string): Quantity[] {
  const found: Quantity[] = []
  for (const match of sentence.matchAll(QUANTITY)) {
    const [whole, sign = '', figure = '', scale = '', percent = ''] = match
    // “£640m”: letters only with the sign of a currency, “5m” may be metres.
    const letters = sign && !scale && !percent ? (SHORT.exec(sentence.slice(match.index + whole.length))?.[0] ?? '') : ''
    const end = match.index + whole.length + letters.length
    const rest = sentence.slice(end, end + 60)
    if (/^(?:st|nd|rd|th)\b|^:\d|^[.,]\d|^\/|^-\d/.test(rest)) continue
    const before = sentence.slice(Math.max(0, match.index - 24), match.index)
    if (isInDate(before, figure, rest)) continue
    const value = numberOf(figure) * (SCALES[scale.trim().replace('-', '').toLowerCase()] ?? SHORT_SCALES[letters.toLowerCase()] ?? 1)
    const [, first = '', second = ''] = AFTER.exec(rest) ?? []
    const isYear = !sign && !scale && !percent && /^(?:1[5-9]|20)\d\d$/.test(figure) && !/^[a-z]/.test(first.replace(MONEY_NOUN, ''))
    const noun = singular(first.toLowerCase())
    found.push({
      start: match.index,
      end,
      words: `${whole.trim()}${letters}`,
      value,
      kind: percent
        ? 'percent'
        : sign || MONEY_NOUN.test(first) || (/^(?:gold|silver|old)$/.test(first) && MONEY_NOUN.test(second))
          ? 'money'
          : isYear || isBareYear(figure, scale, rest)
            ? 'year'
            : 'count',
      noun,
      things: [first, second].filter(Boolean).join(' ').toLowerCase(),
      isDefinite: BEFORE.test(before),
      isScaled: scale !== '' || letters !== '',
    })
  }
  return found
}

/** A number as words or figures: "1,234.5", "forty-eight". */
export function numberOf(figure: string): number {
  const plain = figure.toLowerCase().replace(/[,$€£¥\s]/g, '')
  if (/^\d/.test(plain)) return Number(plain)
  const [tens = '', unit = ''] = plain.split('-')
  return (TENS[tens] ?? UNITS[tens] ?? Number.NaN) + (unit ? (UNITS[unit] ?? 0) : 0)
}

/** "households" → "household", "cities" → "city"; words that end in ss or us stay. */
export function singular(word: string): string {
  if (/(?:ss|us|is)$/.test(word) || word.length < 4) return word
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`
  if (/(?:ch|sh|x|ss|z)es$/.test(word)) return word.slice(0, -2)
  return word.endsWith('s') ? word.slice(0, -1) : word
}

// 1990 after "in", "since", "of" with nothing counted behind it.
function isBareYear(figure: string, scale: string, rest: string): boolean {
  return (
    scale === '' &&
    /^(?:1[5-9]|20)\d\d$/.test(figure) &&
    /^(?:[^\p{L}]|\s(?:and|to|until|the|he|she|it|they|when|at|but|for|in|on|was|were|had|by|or|as|after|before|with)\b|$)/u.test(rest)
  )
}

// Not “Marsh 7”.
const MONTH =
  '(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\.?'
const MONTH_BEFORE = new RegExp(`\\b${MONTH} $`)
const MONTH_AFTER = new RegExp(`^(?: of)? ${MONTH}\\b`)

function isInDate(before: string, figure: string, rest: string): boolean {
  return /^\d{1,2}$/.test(figure) && (MONTH_BEFORE.test(before) || MONTH_AFTER.test(rest))
}

/** The same digits in another order. */
export function isSwapped(a: number, b: number): boolean {
  return a !== b && [...String(a)].sort().join('') === [...String(b)].sort().join('')
}

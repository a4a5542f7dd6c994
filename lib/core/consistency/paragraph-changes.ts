import type { Finding } from '@/lib/core/consistency/findings'
import { type Odd, type Paragraph, placed } from '@/lib/core/consistency/paragraphs'
import { show } from '@/lib/core/consistency/parts'
import { numberOf, type Quantity, quantitiesIn } from '@/lib/core/consistency/quantities'

/** A change as it is said: how many times as much it makes it. */
interface Change {
  readonly start: number
  readonly end: number
  readonly times: number
  readonly words: string
}

const NUMBER = '(\\d+(?:\\.\\d+)?|[a-z]+(?:-[a-z]+)?)'
const SHARES: Readonly<Record<string, number>> = { half: 1 / 2, third: 1 / 3, quarter: 1 / 4, fifth: 1 / 5, sixth: 1 / 6, tenth: 1 / 10 }
const UP = '(?:rose|risen|rises?|grew|grown|grows?|increased?|climbed?|jumped?|gone up|went up|go up|goes up|up|will pay|pay)'
const DOWN = '(?:fell|fallen|falls?|dropped?|declined?|shrank|shrunk|shrinks?|cut|gone down|went down|go down|reduced|reduce|down)'
const SAID: readonly (readonly [RegExp, (match: RegExpExecArray) => number])[] = [
  [/(?<!\b(?:not|nothing like|less than|nearly|almost) )\b(?:doubled|doubling|twice as (?:many|much|high|large|big))\b/i, () => 2],
  [/\b(?:trebled|tripled|threefold|three-fold)\b/i, () => 3],
  [/\b(?:quadrupled|fourfold|four-fold)\b/i, () => 4],
  [/\b(five|six|seven|eight|nine|ten)-?fold\b/i, (match) => numberOf(match[1] ?? '')],
  [/\b(?:increase|rise|jump|gain|growth) of (\d+(?:\.\d+)?) ?(?:%|per ?cent)/i, (match) => 1 + Number(match[1]) / 100],
  [/\b(?:decrease|fall|drop|decline|cut) of (\d+(?:\.\d+)?) ?(?:%|per ?cent)/i, (match) => 1 - Number(match[1]) / 100],
  [/\b(?:halved|(?:been |was |were )?cut (?:in|by) half|half as (?:many|much))\b/i, () => 0.5],
  [
    new RegExp(`\\b${NUMBER} times (?:as (?:many|much|high|large|big)|the (?:number|figure|price|rate))\\b`, 'i'),
    (match) => numberOf(match[1] ?? ''),
  ],
  [new RegExp(`\\b${UP}[^.;,]{0,30}? (?:by )?${NUMBER} ?(?:%|per ?cent)`, 'i'), (match) => 1 + numberOf(match[1] ?? '') / 100],
  [new RegExp(`\\b${DOWN}[^.;,]{0,30}? (?:by )?${NUMBER} ?(?:%|per ?cent)`, 'i'), (match) => 1 - numberOf(match[1] ?? '') / 100],
  [/\b(\d+(?:\.\d+)?) ?(?:%|per ?cent) (?:more|higher|dearer|increase)\b/i, (match) => 1 + Number(match[1]) / 100],
  [/\b(\d+(?:\.\d+)?) ?(?:%|per ?cent) (?:less|fewer|lower|cheaper|cut|decrease)\b/i, (match) => 1 - Number(match[1]) / 100],
  [
    new RegExp(`\\b${UP} by (?:an?|one) (half|third|quarter|fifth|sixth|tenth)\\b`, 'i'),
    (match) => 1 + (SHARES[match[1]?.toLowerCase() ?? ''] ?? Number.NaN),
  ],
  [
    new RegExp(`\\b${DOWN} by (?:an?|one) (half|third|quarter|fifth|sixth|tenth)\\b`, 'i'),
    (match) => 1 - (SHARES[match[1]?.toLowerCase() ?? ''] ?? Number.NaN),
  ],
]

/** A change told in one sentence of a paragraph, and the figures before and after it in the same or the next. */
export function paragraphChangeFindings(paragraphs: readonly Paragraph[]): Finding[] {
  return paragraphs.flatMap((paragraph) => {
    const { text } = paragraph
    const all = quantitiesIn(text)
    return placed(paragraph, all.length < 2 ? [] : [wrongChange(text, all), wrongFraction(text, all)])
  })
}

function changeIn(text: string): Change | null {
  const found = SAID.flatMap(([pattern, times]): Change[] => {
    const match = pattern.exec(text)
    if (!match || Number.isNaN(times(match))) return []
    return [{ start: match.index, end: match.index + match[0].length, times: times(match), words: match[0] }]
  })
  const [first] = found
  // Of two changes it is not told which figures are of which.
  return first && found.every((one) => one.times === first.times) ? first : null
}

function wrongChange(text: string, all: readonly Quantity[]): Odd | null {
  const change = changeIn(text)
  if (!change || /\bpercentage points?\b/i.test(text)) return null
  const amounts = all.filter(
    (one) =>
      (one.kind === 'count' || one.kind === 'money') &&
      (one.end <= change.start || one.start >= change.end || one.value > 20) &&
      // “six years ago” says when.
      !/^ (?:years?|months?|weeks?|days?|decades?) (?:ago|earlier|later|before)\b/.test(text.slice(one.end)),
  )
  // Of two it is the one in the sentence of the change.
  const pair =
    pairIn(
      text,
      amounts.filter((one) => sentenceAt(text, one.start) === sentenceAt(text, change.start)),
    ) ?? pairIn(text, amounts)
  if (!pair) return null
  const [from, to] = pair
  const [first, last] = from.start < to.start ? [from, to] : [to, from]
  if (from.value === 0 || Math.min(Math.abs(change.start - last.end), Math.abs(first.start - change.end)) > 160) return null
  const isElsewhere = /[.;]\s/.test(text.slice(Math.min(change.end, last.end), Math.max(change.start, first.start)))
  // A share said in another sentence may be of something else: “Revenue rose 12 per cent. It employs 300 people, compared with 250 in 2020.”
  if (isElsewhere && /\d/.test(change.words) && !/^[^.;]{0,24}\b(?:before|earlier|previous\p{Ll}*)\b/u.test(text.slice(last.end)))
    return null
  const real = to.value / from.value
  const slack = change.times >= 2 || change.times === 0.5 ? 0.15 : Math.max(0.012, Math.abs(change.times - 1) * 0.1)
  const isOff =
    change.times >= 2 || change.times === 0.5 ? Math.abs(real / change.times - 1) > slack : Math.abs(real - change.times) > slack
  // “more than doubled” is at least twice.
  const isShort = change.times >= 2 && real < change.times * 0.97 && /\bmore than $/i.test(text.slice(0, change.start))
  if (!isOff && !isShort) return null
  return {
    kind: 'ratio',
    places: [first, last, change].sort((a, b) => a.start - b.start),
    message: `From ${from.words} to ${to.words} is ${show(real * 100)} per cent of it, and the text says “${change.words}”.`,
  }
}

/** How many sentences end before an offset. */
function sentenceAt(text: string, at: number): number {
  return (text.slice(0, at).match(/[.;!?][”’"]? /g) ?? []).length
}

const FIRST =
  /\b(?:first|earlier|earliest|previous|original|last year’s) (?:survey|count|census|year|season|study|visit|tally|report|edition)\b/i
const LATEST = /\b(?:latest|second|most recent|newest|this year’s)\b/i

/** What stands between what something was and what it is. */
const THEN_AND_NOW: readonly RegExp[] = [
  /^[^.;]{0,60}[,;] in (?:1[5-9]|20)\d\d (?:it was |there were |for |they were )?(?:only |just |about )?$/,
  /\b(?:ago|in (?:1[5-9]|20)\d\d|last year|then)\b[^.;]{0,20}[,;.]? (?:now|today|Now|Today),? (?:it |they |she |he |the \p{Ll}+ |there (?:are|were) )?(?:\p{Ll}+ )?(?:for |at |is |are )?(?:only |just |about )?$/u,
]

/** What it was and what it became. */
function pairIn(text: string, amounts: readonly Quantity[]): readonly [Quantity, Quantity] | null {
  for (const [index, one] of amounts.entries()) {
    const other = amounts[index + 1]
    if (!other || one.kind !== other.kind || one.isScaled !== other.isScaled) continue
    const between = text.slice(one.end, other.start)
    const behind = text.slice(other.end, other.end + 40)
    const before = text.slice(Math.max(0, one.start - 30), one.start)
    if (/\bto (?:about |some |just )?$/i.test(before) && /^[^.;]{0,40}\bfrom (?:about |some |just )?$/i.test(between)) return [other, one]
    if (/\bfrom (?:about |some |just )?$/i.test(before) && /^[^.;]{0,40}\bto (?:about |some |just )?$/i.test(between)) return [one, other]
    if (/^[^.;]{0,60}, (?:against|compared with|compared to|up from|down from) (?:about |some |just )?$/i.test(between)) return [other, one]
    if (
      /\b(?:from|the|of|its|their) (?:staff of |about |some )?$/i.test(before) &&
      /^[^.;]{0,40}\b(?:had|will|would|has|have|is|are|was|were|to)\b[^.;]{0,30} to (?:about |some |just )?$/i.test(between)
    )
      return [one, other]
    if (
      /\bof (?:about )?$/i.test(before) &&
      /^ (?:will |would |is to |has |had )?(?:fall|fell|fallen|shrink|shrank|shrunk|drop|dropped|rise|rose|risen|grow|grew|grown) to $/i.test(
        between,
      )
    )
      return [one, other]
    if (
      /\b(?:reached|risen to|rose to|grown to|fallen to|fell to|climbed to|stood at)(?: about| some)? $/i.test(between) &&
      one.value > 2 &&
      between.length < 120
    )
      return [one, other]
    if (FIRST.test(between.slice(0, 60)) && LATEST.test(behind)) return [one, other]
    // “80 billion …, in 2024 for only 60 billion”, “for 6 drals six years ago; now it goes for 11”.
    if (amounts.length === 2 && THEN_AND_NOW.some((pattern) => pattern.test(between))) return [one, other]
    const years = [yearNear(text, one), yearNear(text, other)] as const
    if (years[0] !== null && years[1] !== null && years[0] < years[1] && amounts.length === 2) return [one, other]
  }
  return null
}

/** The year of the clause an amount stands in. */
function yearNear(text: string, one: Quantity): number | null {
  const from = Math.max(text.lastIndexOf('. ', one.start), text.lastIndexOf('; ', one.start), 0)
  const years = [
    ...(text
      .slice(from, one.end + 30)
      .split(/[.;]/)
      [from === 0 ? 0 : 1]?.matchAll(/\b(?:1[5-9]|20)\d\d\b/g) ?? []),
  ]
  return years.length === 1 ? Number(years[0]?.[0]) : null
}

const FRACTION =
  /\b(?:which|that) means(?: that)? (?:almost |nearly |about )?(half|an? (?:third|quarter|fifth|tenth)) of\b|(?:,| –|—) or (?:almost |nearly |about |roughly )?(half|an? (?:third|quarter|fifth|tenth))(?: of\b|[,.])/i

/** “Of the tower’s 96 apartments, 24 … which means that a third of the building”. */
function wrongFraction(text: string, all: readonly Quantity[]): Odd | null {
  const match = FRACTION.exec(text)
  if (!match) return null
  const share = SHARES[(match[1] ?? match[2] ?? '').replace(/^an? /i, '').toLowerCase()]
  const counts = all.filter((one) => one.kind === 'count' && one.end <= match.index && one.value >= 3)
  const [whole, part] = counts
  if (share === undefined || !whole || !part || counts.length !== 2 || part.value >= whole.value) return null
  if (!/\b[Oo]f (?:the |its |their |all )*(?:[\p{L}’'-]+[’']s )?$/u.test(text.slice(0, whole.start))) return null
  const real = part.value / whole.value
  if (Math.abs(real - share) <= 0.05) return null
  return {
    kind: 'ratio',
    places: [whole, part, { start: match.index, end: match.index + match[0].length }],
    message: `${part.words} of ${whole.words} is ${show(real * 100)} per cent, and the text says “${match[1] ?? match[2]}”.`,
  }
}

import { paragraphBefore, properWords } from '@/lib/core/consistency/beside'
import { datesIn } from '@/lib/core/consistency/dates'
import type { Finding, Sentence } from '@/lib/core/consistency/findings'
import type { TextRange } from '@/lib/core/text/range'

/** What happens once to one thing, each with the words it is told by. */
const EVENTS: readonly (readonly [string, RegExp])[] = [
  ['sank', /\b(?:sank|sunk|went down|foundered|capsized)\b/iu],
  ['landfall', /\b(?:landfall|came ashore|hit land)\b/iu],
  ['captured', /\b(?:captured?|seized|took the (?:\p{L}+ )?(?:town|city|village|hill|fort|port))\b/iu],
  ['founded', /\b(?:founded|established|set up|was formed|were formed)\b/iu],
  ['opened', /\b(?:opened|inaugurated|opening)\b/iu],
  ['died', /\b(?:died|death|passed away)\b/iu],
  ['killed', /\b(?:killed|murdered|shot dead|assassinated)\b/iu],
  ['born', /\bborn\b/iu],
  ['married', /\b(?:married|wedding)\b/iu],
  ['signed', /\b(?:signed|signing|signature|put (?:his|her|their) names? to)\b/iu],
  ['built', /\b(?:built|completed)\b/iu],
  ['dissolved', /\b(?:dissolved|dissolution|abolished|abolition|disbanded)\b/iu],
  ['demolished', /\b(?:demolished|demolition|torn down|pulled down|razed)\b/iu],
  ['discovered', /\b(?:discovered|discovery|unearthed)\b/iu],
  ['destroyed', /\b(?:destroyed|destruction|burned down|burnt down)\b/iu],
  ['burned', /\b(?:burned|burnt|caught fire|blaze|fire)\b/iu],
  ['collapsed', /\b(?:collapsed|collapse)\b/iu],
  ['crashed', /\b(?:crashed|crash)\b/iu],
  ['arrested', /\b(?:arrested|arrest)\b/iu],
  ['convicted', /\b(?:convicted|found guilty|verdict)\b/iu],
  ['sentenced', /\bsentenced\b/iu],
  ['elected', /\b(?:elected|election)\b/iu],
  ['deadline', /\b(?:deadline|must apply|must be (?:in|sent|made|filed)|applications? (?:close|is due|are due)|apply by|due by)\b/iu],
  ['published', /\b(?:published|publication)\b/iu],
  ['launched', /\b(?:launched|launch)\b/iu],
  ['released', /\b(?:released|release)\b/iu],
  ['game', /\b(?:game|match|fixture)\b/iu],
  ['closed', /\b(?:closed|shut)\b/iu],
]
/** More than one of it, or part of a stretch of days. */
const SEVERAL =
  /\b(?:again|second|third|next|another|re-\p{L}+|reopen\p{L}*|rebuilt|relaunch\p{L}*|between|later|postponed|moved|delayed|extended|originally|first planned|instead|\d(?:st|nd|rd|th) anniversary|every|each)\b/iu

/** How far apart two mentions of one event may be, in UTF-16 units. */
const WITHIN = 1_500
/** How far from the word for what happened its date may stand. */
const NEAR = 48

interface Dated {
  readonly event: string
  readonly month: number | null
  readonly day: number | null
  readonly year: number | null
  readonly range: TextRange
  readonly names: ReadonlySet<string>
  readonly written: string
  readonly sentence: number
  readonly isNamedAgain: boolean
}

/** One event of one named thing with two dates: “founded in 1964 … the year it was founded, 1967”. */
export function eventFindings(sentences: readonly Sentence[]): Finding[] {
  const dated = sentences.flatMap((sentence, index) => datedIn(sentence, index))
  const found: Finding[] = []
  const byEvent = new Map<string, Dated[]>()
  for (const one of dated) {
    const before = byEvent.get(one.event) ?? []
    const other = before.findLast((earlier) => isSameEvent(earlier, one, sentences))
    if (other && differ(other, one))
      found.push({
        kind: 'date',
        level: 'question',
        ranges: [other.range, one.range],
        message: `“${other.written}” in one place, “${one.written}” in another: is this one date?`,
      })
    byEvent.set(one.event, [...before.slice(-20), one])
  }
  return found
}

function datedIn({ start, text }: Sentence, sentence: number): Dated[] {
  const [date, ...more] = datesIn(text)
  // Of several dates it is not told which is of what.
  if (!date || more.length > 0 || SEVERAL.test(text)) return []
  const { start: from, end, words: written, day, month, year } = date
  const around = text.slice(Math.max(0, from - NEAR), end + NEAR)
  // “from 6 May”, “to 6 May”, “by 2030”: an end of a stretch.
  if (/\b(?:from|to|since|until|than)\s$/iu.test(text.slice(0, from))) return []
  return EVENTS.filter(([, cue]) => cue.test(around)).map(([event]) => ({
    event,
    month,
    day,
    year,
    range: { start: start + from, end: start + end },
    names: properWords(text),
    written,
    sentence,
    // “the May 6 deadline”, “the year it was founded”, “on the night she sank”.
    isNamedAgain:
      /\b(?:the|that|its|(?:its|their|his|her|that|this|the \p{L}+[’']s) \p{L}+ (?:in|on|of)|it (?:in|on)) $/iu.test(text.slice(0, from)) ||
      /\b(?:the|that|this) (?:\p{L}+ )?(?:year|day|night|morning|evening|week)\b/iu.test(around),
  }))
}

function isSameEvent(earlier: Dated, one: Dated, sentences: readonly Sentence[]): boolean {
  if (one.sentence === earlier.sentence || one.range.start - earlier.range.end > WITHIN) return false
  const shared = [...one.names].filter((name) => earlier.names.has(name)).length
  const isClose = paragraphBefore(sentences, one.sentence, 2).includes(sentences[earlier.sentence] as Sentence)
  // Two words of a name, or one right after; or said of what was just told.
  return shared >= 2 || (isClose && (one.isNamedAgain || shared >= 1))
}

function differ(a: Dated, b: Dated): boolean {
  if (a.month !== null && b.month !== null && a.day !== null && b.day !== null)
    return a.month !== b.month || a.day !== b.day || (a.year !== null && b.year !== null && a.year !== b.year)
  if (a.month !== null && b.month !== null && a.day === null && b.day === null && a.year === b.year) return a.month !== b.month
  return a.year !== null && b.year !== null && a.year !== b.year
}

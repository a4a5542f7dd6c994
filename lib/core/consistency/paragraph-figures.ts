import type { Finding } from '@/lib/core/consistency/findings'
import { type Odd, type Paragraph, placed, type Told, toldIn } from '@/lib/core/consistency/paragraphs'
import { show } from '@/lib/core/consistency/parts'
import { isSwapped, type Quantity } from '@/lib/core/consistency/quantities'
import { measureOf } from '@/lib/core/consistency/units'

/** One figure of a paragraph told twice in two ways: in two currencies or units, for one and for all, taken up again as another. */
export function paragraphFigureFindings(paragraphs: readonly Paragraph[]): Finding[] {
  return paragraphs.flatMap((paragraph) => {
    const told = toldIn(paragraph)
    return told
      ? placed(paragraph, [
          inTwoCurrencies(told),
          perHead(told),
          inTranches(told),
          largerThanWhole(told),
          knownOnes(told),
          inTwoAreas(told),
          allOfIt(told),
          sameMeasure(told),
          atRate(told),
          priceOfOne(told),
          sumAgain(told),
          fromAnotherScale(told),
          turnedDigits(told),
        ])
      : []
  })
}

/** “borrow £6 million … The £6 billion loan”: what was told of, a thousand times as much. */
function sumAgain({ text, all }: Told): Odd | null {
  for (const [index, one] of all.entries()) {
    if (one.kind !== 'money' || !one.isScaled || !one.isDefinite) continue
    const isThe = /\b(?:the|that) $/.test(text.slice(0, one.start))
    if (
      !isThe &&
      !/^ (?:\p{Ll}+ )?(?:loan|grant|project|fund|sum|deal|contract|plan|scheme|budget|bill|investment|package|gift|donation|prize|settlement|order)\b/u.test(
        text.slice(one.end),
      )
    )
      continue
    const earlier = all.slice(0, index).filter((other) => other.kind === 'money' && other.isScaled)
    const off = earlier.find((other) => [0.001, 1_000].some((times) => Math.abs(one.value / other.value / times - 1) < 0.001))
    if (!off || earlier.some((other) => other.value === one.value)) continue
    // In one sentence one is a part of the other: “$1 million of the $1 billion”.
    if (!/[.;!?][”’"]?\s/.test(text.slice(off.end, one.start))) continue
    return { kind: 'magnitude', places: [off, one], message: `${off.words} in one place, ${one.words} in another: which is it?` }
  }
  return null
}

/** “its turnover to £412 million, from £398 billion the year before”. */
function fromAnotherScale({ text, all }: Told): Odd | null {
  for (const [index, one] of all.entries()) {
    const other = all[index + 1]
    if (!other || one.kind !== other.kind || (one.kind !== 'money' && one.kind !== 'count') || !one.isScaled || !other.isScaled) continue
    const between = text.slice(one.end, other.start)
    if (!/^[^.;]{0,60}(?:,? (?:up |down )?from|,? compared (?:with|to)|,? against) (?:about |some |just )?$/.test(between)) continue
    const times = one.value / other.value
    if (![0.001, 1_000].some((power) => times / power > 0.4 && times / power < 2.5)) continue
    if (/\b(?:thousand|million)-?fold\b|\btimes\b/.test(text)) continue
    return { kind: 'magnitude', places: [one, other], message: `${one.words} and ${other.words}: are both of one size?` }
  }
  return null
}

/** “fined £850 … the £580 fine”, “86 metres long … The 68-metre-long bridge”: the digits of what was told, turned round. */
function turnedDigits({ text, all }: Told): Odd | null {
  for (const [index, again] of all.entries()) {
    const unit = /^[ -](metre|meter|kilometre|kilometer|foot|feet|mile|year|page|seat|bed|day|minute)/.exec(text.slice(again.end))?.[1]
    const isOfIt = again.isDefinite && (again.kind === 'money' || text[again.end] === '-')
    if (!isOfIt || again.value < 12 || again.kind === 'year' || again.kind === 'percent') continue
    const same = all
      .slice(0, index)
      .filter(
        (one) =>
          one.kind === again.kind && one.isScaled === again.isScaled && (again.kind === 'money' || isOfUnit(text.slice(one.end), unit)),
      )
    const turned = same.find((one) => isSwapped(one.value, again.value))
    if (!turned || same.some((one) => one.value === again.value)) continue
    return {
      kind: 'figures',
      places: [turned, again],
      message: `${turned.words} in one place, ${again.words} in another: is this one figure?`,
    }
  }
  return null
}

function isOfUnit(after: string, unit: string | undefined): boolean {
  return unit !== undefined && after.slice(1).startsWith(unit)
}

/** “the £6 billion”, “all 46 metres”, “the 68-metre bridge”. */
const TAKES_UP =
  /\b(?:the|that|all|its|their|this) (?:[$€£]\s?)?\d[\d.,]{0,12}(?: (?:million|billion)|m\b|bn\b|-| (?:feet|foot|met|mile|kilo|page|minute|hour|pound|tonne|ton|acre))/i

/** What is told of a figure of the paragraph before: two paragraphs in a row, with the mark of their line between them. */
export function pairFindings(pairs: readonly Paragraph[]): Finding[] {
  return pairs.flatMap((pair) => {
    // Most pairs take nothing up again: their figures are not read a second time.
    if (!TAKES_UP.test(pair.text)) return []
    const told = toldIn(pair)
    return told ? placed(pair, [sumAgain(told), allOfIt(told), turnedDigits(told)]) : []
  })
}

/** The currency of an amount, by its sign or name; null when it is none. */
function currencyOf(text: string, one: Quantity): string | null {
  // “C$48 million”, “US$48 million”.
  const dollars = /\b(C|US|A|NZ|HK|S)\$$/.exec(text.slice(Math.max(0, one.start - 4), one.start))?.[1]
  if (dollars) return `${dollars} dollar`
  const sign = /^[$€£¥]/.exec(one.words)?.[0]
  if (sign) return { $: 'dollar', '€': 'euro', '£': 'pound', '¥': 'yen' }[sign] ?? null
  return (
    /^[ -](?:million |billion |trillion )?(dollar|euro|pound|crown|krone|krona|rouble|ruble|franc|yen|peso|rupee|lira)s?\b/i
      .exec(text.slice(one.end))?.[1]
      ?.toLowerCase()
      .replace('ruble', 'rouble') ?? null
  )
}

/** “85 million euros … of the $85m”: nothing is the same in two currencies. */
function inTwoCurrencies({ text, all }: Told): Odd | null {
  const sums = all.flatMap((one) => {
    const currency = one.kind === 'money' || text[one.start - 1] === '$' ? currencyOf(text, one) : null
    return currency ? [{ one, currency }] : []
  })
  for (const [index, { one, currency }] of sums.entries()) {
    const other = sums.slice(0, index).find((earlier) => earlier.one.value === one.value && earlier.currency !== currency)
    if (!other || one.value < 1_000) continue
    // “US$48 million … the $48 million” are of one currency.
    if ([currency, other.currency].includes('dollar') && currency.endsWith('dollar') && other.currency.endsWith('dollar')) continue
    // “At par”, “one for one”, and what was asked and what was paid.
    if (/\b(?:par|exchange|converted|respectively|at today’s rate|or)\b/i.test(text.slice(other.one.end, one.start).slice(0, 30))) continue
    return {
      kind: 'figures',
      places: [other.one, one],
      message: `${other.one.words} in ${other.currency}s in one place, in ${currency}s in another: which is it?`,
    }
  }
  return null
}

const EACH =
  /^(?: (?:million|billion|euros|dollars|pounds|crowns))*(?: apiece| each| (?:an?|per|for each|for every) (?:child|head|person|pupil|student|seat|holder|household|family|patient|resident|acre|mile|kilomet(?:re|er)|ticket|member|worker|employee|vote|job|home|unit|copy)\b)/i

/** What stands before so much for each, when it is worked out of what was told. */
const WORKED_OUT =
  /\b(?:[Tt]hat (?:is|was|makes|works out (?:at|to)|comes to|means)|[Aa]t|or|making|working out at)(?: (?:about|some|roughly|nearly|almost|just))*\s$/

/** “$82 million to educate 4,100 students … $200,000 a child”: off by ten, a hundred or a thousand. */
function perHead({ text, all, counts }: Told): Odd | null {
  const each = all.find((one) => {
    if (one.kind !== 'money') return false
    const thing = /^ an? ([\p{L}]+)\b/u.exec(text.slice(one.end))?.[1]
    return (
      EACH.test(text.slice(one.end)) ||
      counts.some(
        (head) => thing !== undefined && head.value >= 5 && head.things.split(' ').some((word) => word.replace(/s$/, '') === thing),
      )
    )
  })
  if (!each) return null
  const sums = all.filter((one) => one.kind === 'money' && one !== each && one.value > each.value)
  const heads = counts.filter((one) => one.value >= 5)
  if (!WORKED_OUT.test(text.slice(Math.max(0, each.start - 50), each.start))) return null
  const isTold = (a: Quantity, b: Quantity) => !/[.;]\s/.test(text.slice(Math.min(a.end, b.end), Math.max(a.start, b.start)))
  const pairs = sums.flatMap((sum) =>
    heads.filter((head) => isTold(sum, head)).map((head) => ({ sum, head, times: sum.value / head.value / each.value })),
  )
  if (pairs.some(({ times }) => Math.abs(times - 1) < 0.25)) return null
  const off = pairs.find(({ times }) => [0.001, 0.01, 0.1, 10, 100, 1_000].some((one) => Math.abs(times / one - 1) < 0.08))
  if (!off) return null
  return {
    kind: 'magnitude',
    places: [off.sum, off.head, each].sort((a, b) => a.start - b.start),
    message: `${off.sum.words} for ${off.head.words} is ${show(off.sum.value / off.head.value)} each, and the text says ${each.words}.`,
  }
}

/** “2.4 billion euros … four equal tranches of 600,000 euros”. */
function inTranches({ text, all, counts }: Told): Odd | null {
  for (const [index, each] of all.entries()) {
    const number = all[index - 1]
    const whole = all.slice(0, index - 1).findLast((one) => one.kind === each.kind && one.value > each.value)
    if (!number || !whole || !counts.includes(number) || each.kind !== 'money') continue
    if (
      !/^ (?:\p{L}+ )?(?:equal )?(?:instal?lments?|tranches|parts|payments|shares|lots|portions|slices|stages) of /u.test(
        text.slice(number.end),
      )
    )
      continue
    const times = (number.value * each.value) / whole.value
    if (Math.abs(times - 1) < 0.03) return null
    return {
      kind: 'magnitude',
      places: [whole, number, each],
      message: `${number.words} times ${each.words} is ${show(number.value * each.value)}, and the whole is ${whole.words}.`,
    }
  }
  return null
}

/** “£11.4m, of which the two cells alone swallowed £3.1bn”; “4.8 kilometres long … have 900 km behind them”. */
function largerThanWhole({ text, all }: Told): Odd | null {
  for (const [index, whole] of all.entries()) {
    const part = all.slice(index + 1).find((one) => one.kind === whole.kind)
    if (whole.kind === 'money' && part && part.value > whole.value && part.start - whole.end < 90) {
      const between = text.slice(whole.end, part.start)
      if (/\bof which\b[^.;]*\b(?:alone|swallowed|took|went|cost|paid|spent|came)\b/i.test(between))
        return { kind: 'sum', places: [whole, part], message: `${part.words} is said to be a part of ${whole.words}.` }
      // “The deficit came to $2.6m. Of that, $1.9bn was covered”.
      if (/\. Of (?:that|this|it|which|the total),? (?:about |some |only )?$/.test(between))
        return { kind: 'magnitude', places: [whole, part], message: `${part.words} is said to be a part of ${whole.words}.` }
    }
  }
  const long = all.find((one) =>
    /^[ -](?:kilomet(?:re|er)s?|km|miles?) (?:long|in length|tunnel|road|route|line|canal|pipeline)\b/.test(text.slice(one.end)),
  )
  const done = long
    ? all.find(
        (one) =>
          one.start > long.end &&
          /^[ -](?:kilomet(?:re|er)s?|km|miles?) (?:behind|done|finished|built|dug|complete[d]?|laid|drilled|so far)\b/.test(
            text.slice(one.end),
          ),
      )
    : undefined
  return long && done && done.value > long.value
    ? { kind: 'magnitude', places: [long, done], message: `${done.words} of ${long.words} are said to be done.` }
    : null
}

/** Words for whatever was counted before. */
const ANY =
  'animals|people|men|women|victims|dead|dead and injured|vehicles|items|pieces|works|ships|vessels|boats|machines|buildings|passengers|prisoners|employees|workers|students|pupils|patients|children|survivors|bodies|captives|hostages|birds|trees|objects|units|copies|books|pictures|paintings|others|houses|homes|families|members|crew'
const KNOWN_ONES = new RegExp(`^ (?:(?:of )?(?:the )?(?:${ANY})\\b|in all\\b|of (?:the|them)\\b)`)

/**
 * “State seizes 37 horses: … the 34 animals”, “27 coffins … All 24 of the dead”,
 * “14,200 valves … every one of the 12,400”: something known is counted again,
 * and no figure before is that one.
 */
function knownOnes({ text, counts }: Told): Odd | null {
  for (const [index, one] of counts.entries()) {
    if (index === 0 || one.value < 10 || one.isScaled) continue
    const before = text.slice(Math.max(0, one.start - 40), one.start)
    const isAll = /\b(?:[Aa]ll|[Ee]very one of the|[Ee]ach of the|[Aa]ll of the|[Aa]ll the) $/.test(before)
    const isThose = /\b(?:[Tt]hose|[Tt]hese) $/.test(before)
    const isKnown = /\b(?:the|those|these) $/i.test(before) && KNOWN_ONES.test(text.slice(one.end))
    const isInAll =
      /^ in all\b/.test(text.slice(one.end)) &&
      /\b(?:everyone|everybody|all of them|every one)\b/i.test(before.concat(text.slice(Math.max(0, one.start - 90), one.start)))
    if (!isAll && !isThose && !isKnown && !isInAll) continue
    const earlier = counts.slice(0, index)
    if (earlier.some((other) => other.value === one.value)) continue
    const first = earlier.filter(
      (other) =>
        other.value >= 10 &&
        !other.isScaled &&
        !/^(?:-| (?:years?|months?|days?|weeks?|hours?|minutes?|miles?|feet)\b)/.test(text.slice(other.end)),
    )
    const [only] = first
    if (!only || first.length > 2 || sumsTo(one.value, earlier)) continue
    const near = first.find((other) => Math.abs(one.value / other.value - 1) < 0.25 || isSwapped(one.value, other.value))
    // How many there is room for is not how many there were.
    const isRoom =
      near &&
      /\b(?:can (?:carry|hold|take|seat)|room for|capacity(?: of| for)?|seats?|holds?|up to|at most)\b[^.;]{0,20}$/i.test(
        text.slice(0, near.start),
      )
    if (
      !near ||
      isRoom ||
      (/\b(?:of (?:these|those|them|whom)|died|survived|fell|rose|later|more|fewer|left|remain)\b/i.test(text.slice(near.end, one.start)) &&
        !isInAll)
    )
      continue
    return {
      kind: 'figures',
      places: [near, one],
      message: `${near.words} ${near.things.split(' ')[0] ?? ''} in one place, ${one.words} in another: are they the same?`,
    }
  }
  return null
}

function sumsTo(value: number, parts: readonly Quantity[]): boolean {
  return parts.some((_, from) => {
    let sum = 0
    return parts.slice(from).some((one) => {
      sum += one.value
      return sum === value
    })
  })
}

function isRound(value: number): boolean {
  return /^[1-9]0*$/.test(String(value))
}

const AREA = /^[ -](hectares?|acres?|square kilomet(?:re|er)s?|sq km|km²|square met(?:re|er)s?|square miles?)\b/i
/** “3,200 hectares … the 320 square kilometres”: one area in two units, ten times too much. */
function inTwoAreas({ text, all }: Told): Odd | null {
  const areas = all.flatMap((one) => {
    const after = text.slice(one.end)
    const unit = AREA.exec(after)?.[1]?.toLowerCase()
    const measure = unit ? measureOf(one.value, after, text.slice(0, one.start)) : null
    return unit && measure ? [{ one, unit: unit.replace(/s$/, ''), value: measure.value }] : []
  })
  for (const [index, a] of areas.entries())
    for (const b of areas.slice(index + 1)) {
      // Round figures meet by chance: “a 200-hectare farm … 2,000 square kilometres”.
      if (a.unit === b.unit || isRound(a.one.value) || isRound(b.one.value)) continue
      const times = a.value / b.value
      if ([0.001, 0.01, 0.1, 10, 100, 1_000].some((power) => Math.abs(times / power - 1) < 0.005))
        return {
          kind: 'magnitude',
          places: [a.one, b.one],
          message: `${text.slice(a.one.start, a.one.end)} and ${text.slice(b.one.start, b.one.end)}: one is ${show(Math.max(times, 1 / times))} times the other.`,
        }
    }
  return null
}

const OF_IT =
  /\ball (\d[\d,.]*) (feet|foot|met(?:re|er)s?|miles?|kilomet(?:re|er)s?|pages?|minutes?|hours?|pounds?|kilos?|tonnes?|tons?|acres?) of (?:it|them|him|her)\b/

/** “The 212-foot smokestack … the stack, all 221 feet of it”. */
function allOfIt({ text, counts }: Told): Odd | null {
  const match = OF_IT.exec(text)
  if (!match) return null
  const value = Number((match[1] ?? '').replace(/,/g, ''))
  const unit = (match[2] ?? '').replace(/^feet$/, 'foot').replace(/s$/, '')
  const same = counts.filter((one) => one.end < match.index && one.noun.replace(/^feet$/, 'foot') === unit)
  const [only] = same
  if (!only || same.length !== 1 || only.value === value || (Math.abs(only.value / value - 1) > 0.25 && !isSwapped(only.value, value)))
    return null
  return {
    kind: 'figures',
    places: [only, { start: match.index, end: match.index + match[0].length }],
    message: `${only.words} in one place, ${match[1]} in another: is this one figure?`,
  }
}

const RATE = /\brate of (?:about |some )?(\d+(?:[.,]\d+)*)[^.;,]{0,24} to the (dollar|euro|pound)\b/i

/** “615m somars. At today’s rate of 410 to the dollar that is $15m”. */
function atRate({ text, all }: Told): Odd | null {
  const match = RATE.exec(text)
  if (!match) return null
  const rate = Number((match[1] ?? '').replace(/,/g, ''))
  const local = all.filter((one) => one.end <= match.index && one.value > rate && one.kind !== 'percent' && one.kind !== 'year').at(-1)
  const said = all.find((one) => one.start >= match.index + match[0].length && one.kind === 'money')
  if (!local || !said || Math.abs(local.value / rate / said.value - 1) < 0.12) return null
  return {
    kind: 'magnitude',
    places: [local, said],
    message: `${local.words} at ${match[1]} to the ${match[2]} is ${show(local.value / rate)}, and the text says ${said.words}.`,
  }
}

/** “cost $480 each … Even at $580 apiece”. */
function priceOfOne({ text, all }: Told): Odd | null {
  const each = all.filter((one) => one.kind === 'money' && EACH.test(text.slice(one.end)))
  const [first, again] = each
  if (!first || !again || each.length !== 2 || first.value === again.value || currencyOf(text, first) !== currencyOf(text, again))
    return null
  if (!/\b(?:[Ee]ven at|[Aa]t) (?:just |only )?$/.test(text.slice(0, again.start)) || Math.abs(again.value / first.value - 1) > 0.35)
    return null
  if (/\b(?:from|rose|fell|now|last year|then|later|before|after|cheaper|dearer)\b/i.test(text.slice(first.end, again.start))) return null
  return {
    kind: 'figures',
    places: [first, again],
    message: `${first.words} for one in one place, ${again.words} in another: are they the same?`,
  }
}

/** “After nineteen hours of deliberation … 17 hours of deliberation”: so much of one thing, twice. */
function sameMeasure({ text, counts }: Told): Odd | null {
  const seen = new Map<string, Quantity>()
  for (const one of counts) {
    const tail = /^ ((?:hours|days|weeks|months|years|minutes|miles|pages|metres|meters|tonnes|tons|acres) of [\p{Ll}]{5,})\b/u.exec(
      text.slice(one.end),
    )?.[1]
    if (!tail) continue
    const known = seen.get(tail)
    seen.set(tail, known ?? one)
    // “After nineteen hours … after 17 hours”: of what was told, not of two things.
    const isAfter = (count: Quantity) =>
      /\b(?:[Aa]fter|[Dd]espite|[Ff]ollowing) (?:only |just |more than |nearly )?$/.test(text.slice(0, count.start))
    if (!known || !isAfter(known) || !isAfter(one) || known.value === one.value || Math.abs(one.value / known.value - 1) > 0.35) continue
    if (
      /\b(?:another|a further|more|first|second|then|instead|rather than|up from|down from|compared|in \d{4})\b/i.test(
        text.slice(known.end, one.start),
      )
    )
      continue
    return {
      kind: 'figures',
      places: [known, one],
      message: `${known.words} ${tail} in one place, ${one.words} in another: is this one figure?`,
    }
  }
  return null
}

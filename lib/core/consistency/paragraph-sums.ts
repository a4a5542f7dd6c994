import type { Finding } from '@/lib/core/consistency/findings'
import { show } from '@/lib/core/consistency/parts'
import { numberOf, type Quantity, quantitiesIn } from '@/lib/core/consistency/quantities'

/** A paragraph with where it begins, in UTF-16 units of the text. */
export interface Paragraph {
  readonly start: number
  readonly text: string
}

/** Longer ones are read this far: what is told of one thing stands together. UTF-16 units. */
export const LONGEST_PARAGRAPH = 1_500

/** What the figures of one paragraph say together: parts and what they leave, shares, so much for each, one sum in two currencies. */
export function paragraphSumFindings(paragraphs: readonly Paragraph[]): Finding[] {
  return paragraphs.flatMap(({ start, text }) => {
    const all = quantitiesIn(text.slice(0, LONGEST_PARAGRAPH))
    if (all.length < 2) return []
    const told: Told = { text, all, counts: all.filter(isCount) }
    return placed({ start, text }, [
      inTwoCurrencies(told),
      whatIsLeft(told),
      inFull(told),
      sharesInRow(told),
      shareOfPart(told),
      perHead(told),
      inTranches(told),
      largerThanWhole(told),
      knownOnes(told),
      inTwoAreas(told),
      allOfIt(told),
      turnout(told),
      votes(told),
      sameMeasure(told),
      atRate(told),
      priceOfOne(told),
    ])
  })
}

interface Told {
  readonly text: string
  readonly all: readonly Quantity[]
  /** Without money, shares and years. */
  readonly counts: readonly Quantity[]
}
/** What does not go together in a paragraph, by offsets of the paragraph. */
export interface Odd {
  readonly kind: Finding['kind']
  readonly places: readonly { readonly start: number; readonly end: number }[]
  readonly message: string
}

/** As findings of the text. */
export function placed({ start }: Paragraph, found: readonly (Odd | null)[]): Finding[] {
  return found.flatMap((one): Finding[] =>
    one
      ? [
          {
            kind: one.kind,
            level: 'contradiction',
            ranges: one.places.map((place) => ({ start: start + place.start, end: start + place.end })),
            message: one.message,
          },
        ]
      : [],
  )
}

function isCount(one: Quantity): boolean {
  return one.kind === 'count' && one.words.toLowerCase() !== 'one'
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

const REST_BEFORE = /\b(?:the remaining|the other|the rest,?|(?:that|which|this) leaves|leaving)(?: (?:the|just|only|about))? $/i

/** “38 lorries. Seventeen carried food and twelve fuel; the remaining seven …”. */
function whatIsLeft({ text, counts: every, all }: Told): Odd | null {
  const percents = all.filter(
    (one) =>
      one.kind === 'percent' &&
      !/\b(?:rose|fell|grew|up|down|by|from|to)\b[^.;,]{0,20}$/i.test(text.slice(Math.max(0, one.start - 30), one.start)),
  )
  const isShares = percents.length >= 3 && REST_BEFORE.test(text.slice(0, percents.at(-1)?.start))
  if (isShares) {
    const sum = percents.reduce((total, one) => total + one.value, 0)
    return Math.abs(sum - 100) > 1.5 && sum > 80 && sum < 125
      ? { kind: 'percent', places: percents, message: `These shares add up to ${show(sum)} per cent.` }
      : null
  }
  const counts = every.filter((one) => !/^-/.test(text.slice(one.end)))
  const at = counts.findIndex((one) => REST_BEFORE.test(text.slice(0, one.start)))
  const rest = counts[at]
  if (!rest || at < 3) return null
  // Back from the rest, parts that are less than what stands before them.
  for (let from = at - 2; from >= 1; from--) {
    const [whole, parts] = [counts[from - 1] as Quantity, counts.slice(from, at + 1)]
    if (parts.some((one) => one.value >= whole.value || one.isScaled !== whole.isScaled)) continue
    const sum = parts.reduce((total, one) => total + one.value, 0)
    // “divided in three: …”: a figure among them that is no part.
    if (sum === whole.value || parts.some((one) => sum - one.value === whole.value)) return null
    if (from > 1 && counts[from - 2] && (counts[from - 2] as Quantity).value > whole.value) continue
    return Math.abs(sum / whole.value - 1) < 0.3
      ? {
          kind: 'sum',
          places: [whole, ...parts],
          message: `${parts.map((one) => one.words).join(', ')} are ${show(sum)}, and the whole is ${whole.words}.`,
        }
      : null
  }
  return null
}

const FULL_BEFORE =
  /\b(?:the full|the whole|a total of|all|altogether|in all|make up|add up to|comes? to|a combined) (?:the full |the |some )?$/i
const ACCOUNTED =
  /\b(?:(?:the )?whole (?:amount|sum|lot)|accounted for|adds? up|to the last (?:penny|cent)|nothing is left|balances?|(?:for|on) (?:everything|anything|all) else|(?:for|on) the rest)\b/i

/** “3,900, engineering 3,400, business 2,600 and the arts 1,700 … the full 11,800”; “to find £7.4m: £2.9m, £1.8m and £0.6m, the whole amount”. */
function inFull({ text, counts, all }: Told): Odd | null {
  const tell = (whole: Quantity, parts: readonly Quantity[]): Odd | null => {
    const sum = parts.reduce((total, one) => total + one.value, 0)
    const ratio = sum / whole.value
    return Math.abs(ratio - 1) > 0.002 && Math.abs(ratio - 1) < 0.15
      ? {
          kind: 'sum',
          places: [...parts, whole],
          message: `${parts.map((one) => one.words).join(', ')} are ${show(sum)}, and the whole is ${whole.words}.`,
        }
      : null
  }
  for (const group of [counts, all.filter((one) => one.kind === 'money')]) {
    const at = group.findIndex(
      (one, index) => FULL_BEFORE.test(text.slice(0, one.start)) || (one.kind === 'money' && one.isDefinite && index >= 3),
    )
    const whole = group[at]
    const parts = group.slice(0, Math.max(0, at))
    if (
      whole &&
      parts.length >= 3 &&
      parts.length === at &&
      parts.every((one) => one.value < whole.value && (whole.kind === 'money' || one.isScaled === whole.isScaled))
    ) {
      // A list: what stands between its figures is short.
      const isList = parts.every((one, index) => index === 0 || one.start - (parts[index - 1] as Quantity).end < 45)
      const odd = isList ? tell(whole, parts) : null
      if (odd) return odd
    }
    const [first, ...rest] = group
    if (first && rest.length >= 3 && rest.every((one) => one.value < first.value) && ACCOUNTED.test(text.slice(rest.at(-1)?.end))) {
      const odd = tell(first, rest)
      if (odd) return odd
    }
  }
  return null
}

/** “Labour took 41 per cent, the Conservatives 33, the Liberals 19 and the independents 14”: bare figures behind a share are shares. */
function sharesInRow({ text, all }: Told): Odd | null {
  const at = all.findIndex((one) => one.kind === 'percent')
  const first = all[at]
  if (!first) return null
  const row = [first]
  for (const one of all.slice(at + 1)) {
    const last = row.at(-1) as Quantity
    const between = text.slice(last.end, one.start)
    const isBare = one.kind === 'count' && /^(?:[,.;:]| (?:and|with|while)\b|$)/.test(text.slice(one.end)) && one.value <= 100
    // “the two dams in the hills 26”.
    if (one.kind === 'count' && !isBare && one.value <= 12) continue
    if (!(one.kind === 'percent' || isBare) || between.length > 110) break
    if (/\b(?:from|in \d{4}|rose|fell|up|down|more|less|turnout|margin|than|compared|year|later|earlier|before|now)\b/i.test(between))
      return null
    row.push(one)
  }
  if (row.length < 3 || !/\b(?:and|another|the rest|share|what is left)\b/i.test(text.slice((row.at(-2) as Quantity).end))) return null
  if (/\b(?:also|both|each|several answers|more than one|overlap|multiple)\b/i.test(text)) return null
  const isSplit =
    /\b(?:of (?:the|its|all|[\p{L}’']+[’']s) |vote|electricity|budget|revenue|seats|took|comes? from|residents|respondents)\b/iu.test(
      text.slice(Math.max(0, first.start - 90), (row[1] as Quantity).start),
    )
  const sum = row.reduce((total, one) => total + one.value, 0)
  // More than all; of less there may be others.
  return isSplit && sum > 101.5 && sum < 140
    ? { kind: 'percent', places: row, message: `These shares add up to ${show(sum)} per cent.` }
    : null
}

const SAID_OF_PART =
  /(?:,? or|\bwhich (?:makes|is)|\bthat is|[,–—(]|\band that|\ba (?:clear |mere |bare )?(?:\p{L}+ )?rate of|\ba clear|\ba mere|\ba bare) (?:about |some |roughly |nearly |just |only )?(?:an? )?$/iu

/** “Of the 820 on the payroll 205 are past fifty-five, which makes 35 per cent”. */
function shareOfPart({ text, all }: Told): Odd | null {
  const percents = all.filter((one) => one.kind === 'percent')
  const [percent] = percents
  if (!percent || percents.length !== 1 || !SAID_OF_PART.test(text.slice(Math.max(0, percent.start - 40), percent.start))) return null
  const before = all.filter(
    (one) => isCount(one) && one.end <= percent.start && !/^(?:-| (?:years?|months?|days?|miles?|metres?)\b)/.test(text.slice(one.end)),
  )
  if (
    /\b(?:rise|rose|fall|fell|up|down|more|fewer|less|increase|drop|growth|interest|discount|swing)\b/i.test(
      text.slice(Math.max(0, percent.start - 60), percent.end + 20),
    )
  )
    return null
  for (const part of [...before].reverse()) {
    const isOf = (one: Quantity) =>
      one.value > part.value &&
      // “Of 820 … 205”, “640 households … In 224 of them”, “12 of the 80”.
      (/\b[Oo]f (?:the |its |their |some |all )*$/.test(text.slice(0, one.start)) ||
        /^(?: [\p{L}-]+)? of (?:them|these|those)\b/u.test(text.slice(part.end)))
    const wholes = before.filter((one) => one !== part && isOf(one))
    if (wholes.length !== 1) continue
    const [whole] = wholes as [Quantity]
    const real = (part.value / whole.value) * 100
    // What is said of something else is far from it or given in between.
    if (Math.abs(real - percent.value) <= 1.5) return null
    if (before.length > 3 || percent.start - Math.max(part.end, whole.end) > (/\brate of/.test(text.slice(0, percent.start)) ? 220 : 110))
      return null
    return {
      kind: 'percent',
      places: [whole, part, percent].sort((a, b) => a.start - b.start),
      message: `${part.words} of ${whole.words} is ${show(real)} per cent, and the text says ${percent.words}.`,
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
function inTranches({ text, all }: Told): Odd | null {
  for (const [index, each] of all.entries()) {
    const number = all[index - 1]
    const whole = all.slice(0, index - 1).findLast((one) => one.kind === each.kind && one.value > each.value)
    if (!number || !whole || !isCount(number) || each.kind !== 'money') continue
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
    const near = first.find((other) => Math.abs(one.value / other.value - 1) < 0.25 || sameDigits(one.value, other.value))
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
  // “115 soldiers, 64 guards and 51 civilians … all 240”.
  const all = counts.findIndex((one) => /\b[Aa]ll $/.test(text.slice(0, one.start)))
  const [whole, parts] = [counts[all], counts.slice(0, Math.max(0, all))]
  const isPair = parts.length === 2 && /^ [\p{Ll}]+ and $/u.test(text.slice(parts[0]?.end, parts[1]?.start))
  if (!whole || (parts.length < 3 && !isPair) || parts.some((one) => one.value >= whole.value || one.isScaled)) return null
  const isList = parts.every((one, index) => index === 0 || one.start - (parts[index - 1] as Quantity).end < 45)
  const sum = parts.reduce((total, one) => total + one.value, 0)
  return isList && sum !== whole.value && Math.abs(sum / whole.value - 1) < 0.12
    ? {
        kind: 'sum',
        places: [...parts, whole],
        message: `${parts.map((one) => one.words).join(', ')} are ${show(sum)}, and the text says ${whole.words}.`,
      }
    : null
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

function sameDigits(a: number, b: number): boolean {
  return a !== b && String(a).length === String(b).length && [...String(a)].sort().join() === [...String(b)].sort().join()
}

function isRound(value: number): boolean {
  return /^[1-9]0*$/.test(String(value))
}

const AREA = /^[ -](hectares?|acres?|square kilomet(?:re|er)s?|sq km|km²|square met(?:re|er)s?|square miles?)\b/i
const SQUARE_METRES: Readonly<Record<string, number>> = {
  hectare: 1e4,
  acre: 4_046.86,
  'square kilo': 1e6,
  'sq km': 1e6,
  'km²': 1e6,
  'square met': 1,
  'square mile': 2.59e6,
}

/** “3,200 hectares … the 320 square kilometres”: one area in two units, ten times too much. */
function inTwoAreas({ text, all }: Told): Odd | null {
  const areas = all.flatMap((one) => {
    const unit = AREA.exec(text.slice(one.end))?.[1]?.toLowerCase()
    const metres = Object.entries(SQUARE_METRES).find(([name]) => unit?.startsWith(name))
    return unit && metres ? [{ one, unit: metres[0], value: one.value * metres[1] }] : []
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
  if (!only || same.length !== 1 || only.value === value || (Math.abs(only.value / value - 1) > 0.25 && !sameDigits(only.value, value)))
    return null
  return {
    kind: 'figures',
    places: [only, { start: match.index, end: match.index + match[0].length }],
    message: `${only.words} in one place, ${match[1]} in another: is this one figure?`,
  }
}

/** “Three million were on the roll … 1.2 million ballots … A turnout of 52 per cent”. */
function turnout({ text, all, counts }: Told): Odd | null {
  const percent = all.find(
    (one) => one.kind === 'percent' && /\bturnout (?:of|was|at|reached) (?:about |some |just )?$/i.test(text.slice(0, one.start)),
  )
  const roll = counts.find((one) => /^[^.;]{0,60}\b(?:roll|registered|eligible|electorate|entitled)\b/i.test(text.slice(one.end)))
  const cast = counts.find((one) => one !== roll && /^[^.;]{0,30}\b(?:ballots?|votes?|voted|cast)\b/i.test(text.slice(one.end)))
  if (!percent || !roll || !cast || cast.value > roll.value) return null
  const real = (cast.value / roll.value) * 100
  if (Math.abs(real - percent.value) <= 1.5) return null
  return {
    kind: 'percent',
    places: [roll, cast, percent].sort((a, b) => a.start - b.start),
    message: `${cast.words} of ${roll.words} is ${show(real)} per cent, and the text says ${percent.words}.`,
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

const VOTE =
  /\b([\p{L}\d-]{1,20}) (?:votes )?to ([\p{L}\d-]{1,20})(?: votes)?,? (?:with|and) ([\p{L}\d-]{1,20}) abst(?:entions?|aining)\b/iu

/** “Every one of the council’s 15 members … nine votes to five, with two abstentions”. */
function votes({ text, counts }: Told): Odd | null {
  const match = VOTE.exec(text)
  if (!match) return null
  const sum = [match[1], match[2], match[3]].reduce((total, one) => total + numberOf(one ?? ''), 0)
  const members = counts.find(
    (one) =>
      one.end < match.index &&
      /^(?: |-)(?:members?|councillors|senators|deputies|lawmakers|seats?|strong|jurors|judges|directors|delegates)\b/.test(
        text.slice(one.end),
      ),
  )
  if (!members || Number.isNaN(sum)) return null
  const isAll = /\b(?:[Ee]very one of|[Aa]ll|[Ee]ach of)\b[^.;]{0,40}$/.test(text.slice(0, members.start))
  if (sum === members.value || (sum < members.value && !isAll)) return null
  return {
    kind: 'sum',
    places: [members, { start: match.index, end: match.index + match[0].length }],
    message: `${match[1]}, ${match[2]} and ${match[3]} are ${sum}, of ${members.words} there are.`,
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

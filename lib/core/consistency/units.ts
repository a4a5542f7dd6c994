import type { Finding, Sentence } from '@/lib/core/consistency/findings'
import { quantitiesIn, singular } from '@/lib/core/consistency/quantities'

/** What a unit measures, and how much of its base unit it is: metres, kilograms, square metres, litres, km/h. Exact factors. */
const UNITS: Readonly<Record<string, readonly [string, number]>> = {
  ...{ kilometre: ['m', 1_000], kilometer: ['m', 1_000], km: ['m', 1_000], metre: ['m', 1], meter: ['m', 1], centimetre: ['m', 0.01] },
  ...{ centimeter: ['m', 0.01], cm: ['m', 0.01], mile: ['m', 1_609.344], yard: ['m', 0.9144], foot: ['m', 0.3048], feet: ['m', 0.3048] },
  ...{ ft: ['m', 0.3048], yd: ['m', 0.9144] },
  ...{ inch: ['m', 0.0254], kilogram: ['kg', 1], kilo: ['kg', 1], kg: ['kg', 1], gram: ['kg', 0.001], tonne: ['kg', 1_000] },
  ...{ pound: ['kg', 0.45359237], lb: ['kg', 0.45359237], ounce: ['kg', 0.028349523125] },
  ...{ hectare: ['m²', 10_000], acre: ['m²', 4_046.8564224], litre: ['l', 1], liter: ['l', 1], gallon: ['l', 3.785411784] },
  ...{ milligram: ['kg', 1e-6], mg: ['kg', 1e-6], microgram: ['kg', 1e-9], stone: ['kg', 6.35029318], ton: ['kg', 1_000] },
  ...{
    millilitre: ['l', 0.001],
    milliliter: ['l', 0.001],
    ml: ['l', 0.001],
    pint: ['l', 0.568],
    millimetre: ['m', 0.001],
    millimeter: ['m', 0.001],
  },
  ...{ kph: ['km/h', 1], mph: ['km/h', 1.609344], knot: ['km/h', 1.852] },
  ...{ watt: ['W', 1], kilowatt: ['W', 1e3], megawatt: ['W', 1e6], gigawatt: ['W', 1e9] },
  ...{ second: ['s', 1], minute: ['s', 60], hour: ['s', 3_600] },
}

/** Imperial gallons and pints of an American one. */
const IMPERIAL = 1.20095
/** How far a converted figure may be rounded, as a share of it. */
const ROUNDING = 0.12

/** Right behind a measure, the same in other units: in brackets, or after “or” between commas. */
const CONVERTED = /^[ -]?[\p{L}°-]+(?: [\p{L}-]+){0,2},? ?(?:\(|, or |[–—] ?)(?:about |some |roughly |nearly |or |almost |around )?$/u

/** A measure and the same in other units that does not fit, "12 kilometres (20 miles)"; one figure with two units of one thing. */
export function unitFindings(sentences: readonly Sentence[]): Finding[] {
  return [
    ...converted(sentences),
    ...heights(sentences),
    ...swapped(sentences),
    ...outOfScale(sentences),
    ...areas(sentences),
    ...sums(sentences),
  ]
}

function converted(sentences: readonly Sentence[]): Finding[] {
  return sentences.flatMap(({ start, text }) => {
    if (!/[(–—]|, or /.test(text)) return []
    const all = quantitiesIn(text)
    return all.flatMap((one, index): Finding[] => {
      const other = all[index + 1]
      if (!other) return []
      // Right behind it and its unit, a bracket.
      const between = text.slice(one.end, other.start)
      // “3.6 metres by 2.4 metres (12 feet by 8 feet)” are two of each.
      if (/\bby $|[x×] ?$|\b(?:feet|foot|ft|pounds?|lbs?|stone|hours?|minutes?),? (?:and )?$/.test(text.slice(0, one.start))) return []
      if (!CONVERTED.test(between)) return []
      const [a, b] = [measureOf(one.value, between, text.slice(0, one.start)), measureOf(other.value, text.slice(other.end), '')]
      if (!a || !b || a.of !== b.of) return []
      // A gallon is the American one or the imperial.
      const gallons = /\bgallon/.test(text.slice(one.end)) ? [1, IMPERIAL, 1 / IMPERIAL] : [1]
      const isFar =
        a.of === '°'
          ? Math.abs(a.value - b.value) > Math.max(1.5, Math.abs(a.value) * 0.01)
          : gallons.every((times) => Math.abs((a.value * times) / b.value - 1) > ROUNDING)
      if (!isFar) return []
      return [
        {
          kind: 'unit',
          level: 'contradiction',
          ranges: [{ start: start + one.start, end: start + other.end }],
          message: `“${text.slice(one.start, other.end)}”: one is ${(Math.round((a.value / b.value) * 100) / 100).toLocaleString('en')} times the other.`,
        },
      ]
    })
  })
}

/** “6ft 2in (168cm)”, “5 feet 4 inches, or 1.72 metres”. */
const HEIGHT =
  /\b(\d{1,2}) ?(?:ft|feet|foot|’|')[ ,-]?(\d{1,2}) ?(?:in|ins|inch|inches|”|")?,? ?(?:\(|or )(?:about |some |roughly )?(\d+(?:\.\d+)?) ?(cm|centimet(?:re|er)s?|m|met(?:re|er)s?)\b/g

function heights(sentences: readonly Sentence[]): Finding[] {
  return sentences.flatMap(({ start, text }) =>
    [...text.matchAll(HEIGHT)].flatMap((match): Finding[] => {
      const [whole, feet, inches, figure, unit = ''] = match
      const [a, b] = [Number(feet) * 0.3048 + Number(inches) * 0.0254, Number(figure) * (unit.startsWith('c') ? 0.01 : 1)]
      if (Math.abs(a / b - 1) < 0.02) return []
      const at = { start: start + match.index, end: start + match.index + whole.length }
      const message = `“${whole}”: the first is ${(Math.round(a * 100) / 100).toLocaleString('en')} metres.`
      return [{ kind: 'unit', level: 'contradiction', ranges: [at], message }]
    }),
  )
}

const BY =
  /\b(\d[\d,.]{0,8}) ?(feet|foot|ft|met(?:re|er)s?|m|yards?|miles?|kilomet(?:re|er)s?|km|inches|inch|cm|centimet(?:re|er)s?)? ?(?:by|x|×) (\d[\d,.]{0,8}) ?(feet|foot|ft|met(?:re|er)s?|m|yards?|miles?|kilomet(?:re|er)s?|km|inches|inch|cm|centimet(?:re|er)s?)\b[^.;\d]{0,24}?[,(] ?(?:or |about |some |making |a total of |in all )*(\d[\d,.]{0,10}) square (feet|foot|ft|met(?:re|er)s?|m|yards?|miles?|kilomet(?:re|er)s?|km|inches|inch)\b/g

/** “12 feet by 15 feet, 180 square yards”. */
function areas(sentences: readonly Sentence[]): Finding[] {
  return sentences.flatMap(({ start, text }) =>
    [...text.matchAll(BY)].flatMap((match): Finding[] => {
      const [whole, a = '', unitA, b = '', unitB = '', area = '', unit = ''] = match
      const number = (figure: string) => Number(figure.replace(/,/g, ''))
      const metres = (name: string) =>
        UNITS[singular(name.toLowerCase())]?.[1] ?? (name === 'm' ? 1 : name === 'inches' ? 0.0254 : Number.NaN)
      const made = number(a) * metres(unitA ?? unitB) * number(b) * metres(unitB)
      const said = number(area) * metres(unit) ** 2
      if (Number.isNaN(made / said) || Math.abs(made / said - 1) < ROUNDING) return []
      return [
        {
          kind: 'unit',
          level: 'contradiction',
          ranges: [{ start: start + match.index, end: start + match.index + whole.length }],
          message: `“${whole}”: one is ${(Math.round((made / said) * 100) / 100).toLocaleString('en')} times the other.`,
        },
      ]
    }),
  )
}

/** “118 kilograms …, and the coat adds 9 kilograms. … at 127 pounds”: the sum of two, in another unit of the same kind. */
function sums(sentences: readonly Sentence[]): Finding[] {
  return sentences.flatMap((sentence, index): Finding[] => {
    const around = [sentences[index - 1], sentence].filter((one) => one?.paragraph === sentence.paragraph)
    const all = around.flatMap((one) =>
      one
        ? quantitiesIn(one.text).flatMap((quantity) => {
            const unit = singular(/^[ -]?(\p{L}+)/u.exec(one.text.slice(quantity.end))?.[1]?.toLowerCase() ?? '')
            const known = UNITS[unit]
            return known && (quantity.kind === 'count' || (unit === 'pound' && !/^[$€£]/.test(quantity.words)))
              ? [{ value: quantity.value, unit, of: known[0], start: one.start + quantity.start, end: one.start + quantity.end }]
              : []
          })
        : [],
    )
    const [a, b, sum] = all.slice(-3)
    if (!a || !b || !sum || a.unit !== b.unit || sum.unit === a.unit || sum.of !== a.of || sum.value !== a.value + b.value) return []
    if (sum.start < sentence.start || a.of === 's' || a.value === b.value) return []
    return [
      {
        kind: 'unit',
        level: 'question',
        ranges: [a, b, sum].map(({ start, end }) => ({ start, end })),
        message: `${a.value} and ${b.value} are ${sum.value}, and the first are “${a.unit}”, the sum “${sum.unit}”: which is it?`,
      },
    ]
  })
}

/** Things that people make and use, none of them kilometres long, or tonnes heavy. */
const SMALL_THING =
  'bench|seat|table|bed|sofa|desk|door|window|car|van|bus|lorry|truck|coach|tram|boat|yacht|ferry|house|cottage|room|hall|pool|statue|sculpture|painting|mural|poster|banner|scarf|carpet|rug|quilt|cake|loaf|sausage|pizza|kite|rope ladder|ladder|slide|swing|pier|jetty|stage|screen|kitchen|garden|classroom|court|pitch|shed|tent|bridge model|whale|shark|snake|crocodile'
const KILOMETRES_LONG = new RegExp(
  `\\b(?:\\d[\\d,.]{0,12}|[a-z]{1,20})[ -](?:kilomet(?:re|er)s?|km|miles?)-(?:long|high|tall|wide|deep) (?:[\\p{L}-]+ )?(?:${SMALL_THING})\\b`,
  'giu',
)
/** Winds, cars and trains go kilometres an hour. */
const TOO_FAST =
  /\b(?:gusts?|winds?|storm|hurricane|car|driver|train|tram|lorry|truck|van|bus|motorcyclist|cyclist|speeding|speed limit|ferry|horse)\b[^.;]{0,80}?\b\d[\d,.]{0,12} (?:kilomet(?:re|er)s|km|miles|metres|meters) (?:per|a) (second|minute)\b/giu

/** “the 40-kilometre-long seat”, “gusts of 110 kilometres per second”. */
function outOfScale(sentences: readonly Sentence[]): Finding[] {
  return sentences.flatMap(({ start, text }) =>
    [
      ...text.matchAll(KILOMETRES_LONG),
      ...[...text.matchAll(TOO_FAST)].filter(
        (match) => !/met(?:re|er)s (?:per|a) second/.test(match[0]) || /kilomet(?:re|er)s/.test(match[0]),
      ),
    ].map(
      (match): Finding => ({
        kind: 'unit',
        level: 'question',
        ranges: [{ start: start + match.index, end: start + match.index + match[0].length }],
        message: `“${match[0]}”: is that the unit that is meant?`,
      }),
    ),
  )
}

/** How far apart one figure may stand with its two units, in UTF-16 units. */
const CLOSE = 400

/** “a tunnel 12 kilometres long … the 12 miles”: the same figure, said of something known, in another unit of the same kind. */
function swapped(sentences: readonly Sentence[]): Finding[] {
  const measures = sentences.flatMap(({ start, text }) =>
    quantitiesIn(text).flatMap((one) => {
      const after = text.slice(one.end)
      const measure = measureOf(one.value, after, text.slice(0, one.start))
      const unit = /^[ -]?(?:degrees? )?(?:square )?[\p{L}°]+/u.exec(after)?.[0] ?? ''
      // “5-gram tablets”: as known as with an article.
      const isKnown = one.isDefinite || unit.startsWith('-') || !Number.isInteger(one.value)
      return measure && one.value > 1
        ? [{ measure, value: one.value, unit, isKnown, start: start + one.start, end: start + one.end + unit.length }]
        : []
    }),
  )
  return measures.flatMap((one, index): Finding[] => {
    if (!one.isKnown) return []
    const close = measures
      .slice(Math.max(0, index - 8), index)
      .filter((earlier) => one.start - earlier.end < CLOSE && earlier.value === one.value)
    const other = close.at(-1)
    if (!other || close.some((earlier) => earlier.measure.of === one.measure.of && earlier.measure.value === one.measure.value)) return []
    if (other.measure.of !== one.measure.of) return []
    return [
      {
        kind: 'unit',
        level: 'contradiction',
        ranges: [other, one].map(({ start, end }) => ({ start, end })),
        message: `${one.value.toLocaleString('en')} in one place in “${other.unit.trim()}”, in another in “${one.unit.replace('-', '').trim()}”: which is it?`,
      },
    ]
  })
}

/** What a number and the words behind it measure, in base units; null when they measure nothing known here. */
export function measureOf(value: number, after: string, before: string): { readonly of: string; readonly value: number } | null {
  const name = /^[ -]?(?:degrees? )?(square |sq |nautical )?([\p{L}°]+²?)/u.exec(after)
  const word = singular((name?.[2] ?? '').replace('²', '').toLowerCase())
  if (/^(?:celsiu?s|c|°c)$/.test(word)) return { of: '°', value }
  if (/^(?:fahrenheit|f|°f)$/.test(word)) return { of: '°', value: ((value - 32) * 5) / 9 }
  // Money is no weight.
  if (/[$€£]\s?$/.test(before) || name?.[1]?.startsWith('nautical')) return null
  const unit = UNITS[word]
  if (!unit) return null
  // “miles per hour” is a speed; “per gallon” and the like are measured by nothing here.
  const per = /^ ?per (\p{L}+)/u.exec(after.slice(name?.[0].length ?? 0))?.[1]
  if (per) return per === 'hour' && unit[0] === 'm' ? { of: 'km/h', value: (value * unit[1]) / 1_000 } : null
  const isSquare = name?.[1]?.startsWith('sq') || name?.[2]?.endsWith('²')
  if (isSquare) return unit[0] === 'm' ? { of: 'm²', value: value * unit[1] ** 2 } : null
  return { of: unit[0], value: value * unit[1] }
}

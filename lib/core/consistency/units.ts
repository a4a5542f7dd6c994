import type { Finding, Sentence } from '@/lib/core/consistency/findings'
import { quantitiesIn, singular } from '@/lib/core/consistency/quantities'

/** What a unit measures, and how much of its base unit it is: metres, kilograms, square metres, litres, km/h. Exact factors. */
const UNITS: Readonly<Record<string, readonly [string, number]>> = {
  ...{ kilometre: ['m', 1_000], kilometer: ['m', 1_000], km: ['m', 1_000], metre: ['m', 1], meter: ['m', 1], centimetre: ['m', 0.01] },
  ...{ centimeter: ['m', 0.01], cm: ['m', 0.01], mile: ['m', 1_609.344], yard: ['m', 0.9144], foot: ['m', 0.3048], feet: ['m', 0.3048] },
  ...{ inch: ['m', 0.0254], kilogram: ['kg', 1], kilo: ['kg', 1], kg: ['kg', 1], gram: ['kg', 0.001], tonne: ['kg', 1_000] },
  ...{ pound: ['kg', 0.45359237], lb: ['kg', 0.45359237], ounce: ['kg', 0.028349523125] },
  ...{ hectare: ['m²', 10_000], acre: ['m²', 4_046.8564224], litre: ['l', 1], liter: ['l', 1], gallon: ['l', 3.785411784] },
  ...{ kph: ['km/h', 1], mph: ['km/h', 1.609344], knot: ['km/h', 1.852] },
}

/** How far a converted figure may be rounded, as a share of it. */
const ROUNDING = 0.12

/** A measure and the same in other units in brackets that does not fit: "12 kilometres (20 miles)". */
export function unitFindings(sentences: readonly Sentence[]): Finding[] {
  return sentences.flatMap(({ start, text }) => {
    if (!text.includes('(')) return []
    const all = quantitiesIn(text)
    return all.flatMap((one, index): Finding[] => {
      const other = all[index + 1]
      if (!other) return []
      // Right behind it and its unit, a bracket.
      const between = text.slice(one.end, other.start)
      // “3.6 metres by 2.4 metres (12 feet by 8 feet)” are two of each.
      if (/\bby $|[x×] ?$/.test(text.slice(0, one.start))) return []
      if (!/^[ -][\p{L}°-]+(?: [\p{L}-]+)?,? \((?:about |some |roughly |nearly |or |almost )?$/u.test(between)) return []
      const [a, b] = [measureOf(one.value, between, text.slice(0, one.start)), measureOf(other.value, text.slice(other.end), '')]
      if (!a || !b || a.of !== b.of) return []
      const isFar = a.of === '°' ? Math.abs(a.value - b.value) > 1.5 : Math.abs(a.value / b.value - 1) > ROUNDING
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

function measureOf(value: number, after: string, before: string): { readonly of: string; readonly value: number } | null {
  const name = /^[ -]?(?:degrees? )?(square |nautical )?([\p{L}°]+)/u.exec(after)
  const word = singular((name?.[2] ?? '').toLowerCase())
  if (/^(?:celsiu?s|c|°c)$/.test(word)) return { of: '°', value }
  if (/^(?:fahrenheit|f|°f)$/.test(word)) return { of: '°', value: ((value - 32) * 5) / 9 }
  // Money is no weight.
  if (/[$€£]\s?$/.test(before) || name?.[1]?.startsWith('nautical')) return null
  const unit = UNITS[word]
  if (!unit) return null
  const isSquare = name?.[1]?.startsWith('square') ?? false
  if (isSquare) return unit[0] === 'm' ? { of: 'm²', value: value * unit[1] ** 2 } : null
  return { of: unit[0], value: value * unit[1] }
}

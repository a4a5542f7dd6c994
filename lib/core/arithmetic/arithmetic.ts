/** What can be computed on the figures of a claim. Every result names its formula, so that anybody can do it again. */
export const CALCULATIONS = ['change', 'share', 'ratio', 'per-head', 'times', 'sum', 'difference', 'unit', 'prices'] as const
export type Calculation = (typeof CALCULATIONS)[number]

export const CALCULATION_LABELS: Record<Calculation, string> = {
  change: 'Change in per cent',
  share: 'Share in per cent',
  ratio: 'How many times as much',
  'per-head': 'Per head',
  times: 'Product',
  sum: 'Sum',
  difference: 'Difference',
  unit: 'Another unit',
  prices: 'Money of another year',
}

/** What the figures are called, in the order they are asked for; those of `prices` are index values of the two years, of any one series. */
export const FIGURES_OF: Record<Calculation, readonly string[]> = {
  change: ['From', 'To'],
  share: ['Part', 'Of'],
  ratio: ['This', 'Beside that'],
  'per-head': ['In all', 'Heads'],
  times: ['This', 'Times'],
  sum: ['This', 'And'],
  difference: ['This', 'Less'],
  unit: ['How much'],
  prices: ['Sum then', 'Price index then', 'Price index now'],
}

interface Unit {
  readonly label: string
  readonly to: string
  readonly convert: (value: number) => number
}

const times = (factor: number) => (value: number) => value * factor

/** Exact factors: the international yard and pound (1959), the US liquid gallon, the knot, degrees by definition. */
export const UNITS = {
  'mi-km': { label: 'miles → kilometres', to: 'km', convert: times(1.609344) },
  'km-mi': { label: 'kilometres → miles', to: 'mi', convert: times(1 / 1.609344) },
  'ft-m': { label: 'feet → metres', to: 'm', convert: times(0.3048) },
  'm-ft': { label: 'metres → feet', to: 'ft', convert: times(1 / 0.3048) },
  'in-cm': { label: 'inches → centimetres', to: 'cm', convert: times(2.54) },
  'lb-kg': { label: 'pounds → kilograms', to: 'kg', convert: times(0.45359237) },
  'kg-lb': { label: 'kilograms → pounds', to: 'lb', convert: times(1 / 0.45359237) },
  'st-t': { label: 'short tons → tonnes', to: 't', convert: times(0.90718474) },
  'acre-ha': { label: 'acres → hectares', to: 'ha', convert: times(0.40468564224) },
  'ha-acre': { label: 'hectares → acres', to: 'acres', convert: times(1 / 0.40468564224) },
  'sqmi-sqkm': { label: 'square miles → square kilometres', to: 'km²', convert: times(2.589988110336) },
  'gal-l': { label: 'US gallons → litres', to: 'l', convert: times(3.785411784) },
  'bbl-l': { label: 'barrels of oil → litres', to: 'l', convert: times(158.987294928) },
  'kn-kmh': { label: 'knots → km/h', to: 'km/h', convert: times(1.852) },
  'mph-kmh': { label: 'mph → km/h', to: 'km/h', convert: times(1.609344) },
  'f-c': { label: '°F → °C', to: '°C', convert: (value: number) => ((value - 32) * 5) / 9 },
  'c-f': { label: '°C → °F', to: '°F', convert: (value: number) => (value * 9) / 5 + 32 },
} as const satisfies Record<string, Unit>
export type UnitName = keyof typeof UNITS

/** A figure as people write it: "1,234.5", "38 million", "2.4bn", "1 234"; null when it is none. Commas and spaces part thousands, a point decimals. */
export function readFigure(words: string): number | null {
  const match =
    /^\s*[$€£¥]?\s?([-−]?\d{1,3}(?:[,\u0020\u00a0\u202f]\d{3})+(?:\.\d+)?|[-−]?\d+(?:\.\d+)?)\s?(?:(k|thousand|m|mn|million|bn|b|billion|tn|trillion)\b|%)?/iu.exec(
      words,
    )
  if (!match || match[0].length < words.trimEnd().length) return null
  const value = Number((match[1] ?? '').replace(/[,\u0020\u00a0\u202f]/g, '').replace('−', '-'))
  return Number.isFinite(value) ? value * (SCALES[(match[2] ?? '').toLowerCase()] ?? 1) : null
}

const SCALES: Readonly<Record<string, number>> = {
  ...{ k: 1e3, thousand: 1e3, m: 1e6, mn: 1e6, million: 1e6 },
  ...{ b: 1e9, bn: 1e9, billion: 1e9, tn: 1e12, trillion: 1e12 },
}

/** Figures in some words, as they are written, in order, each one that {@link readFigure} reads; at most `limit`. Years are among them: who computes chooses. A lone m is a million only after a sign of money; it may be metres. */
export function figuresIn(words: string, limit = 6): string[] {
  const found = words.matchAll(
    /(?<![\p{L}\p{N}.,])[-−]?(?:\d{1,3}(?:[,\u00a0\u202f]\d{3})+|\d+)(?:\.\d+)?(?:(?:\s?(?:thousand|million|billion|trillion|bn|mn|tn)|k|(?<=[$€£¥][\d.,]{1,20})[mb])(?![\p{L}\p{N}]))?/giu,
  )
  return [...found].slice(0, limit).map(([figure]) => figure)
}

export interface Computed {
  readonly result: number
  /** "+7.9 %". */
  readonly shown: string
  /** The whole calculation, to be kept: "Change in per cent: (41 − 38) ÷ 38 × 100 = +7.9 %". */
  readonly kept: string
}

/** Computes; null while a figure is missing or the result has no meaning (a share of nothing). */
export function compute(calculation: Calculation, figures: readonly (number | null)[], unit: UnitName = 'mi-km'): Computed | null {
  const [a, b, c] = figures
  if (a === null || a === undefined) return null
  const done = (result: number, formula: string, after = ''): Computed | null => {
    if (!Number.isFinite(result)) return null
    const shown = `${calculation === 'change' && result > 0 ? '+' : ''}${write(result)}${after}`
    return { result, shown, kept: `${CALCULATION_LABELS[calculation]}: ${formula} = ${shown}` }
  }
  if (calculation === 'unit') {
    const { label, to, convert }: Unit = UNITS[unit]
    return done(convert(a), `${whole(a)} (${label})`, ` ${to}`)
  }
  if (b === null || b === undefined) return null
  const [A, B] = [whole(a), whole(b)]
  switch (calculation) {
    case 'change':
      return done(((b - a) / Math.abs(a)) * 100, `(${B} − ${inside(a)}) ÷ ${a < 0 ? `|${A}|` : A} × 100`, ' %')
    case 'share':
      return done((a / b) * 100, `${A} ÷ ${inside(b)} × 100`, ' %')
    case 'ratio':
      return done(a / b, `${A} ÷ ${inside(b)}`, ' times')
    case 'per-head':
      return done(a / b, `${A} ÷ ${inside(b)}`)
    case 'times':
      return done(a * b, `${A} × ${inside(b)}`)
    case 'sum':
      return done(a + b, `${A} + ${inside(b)}`)
    case 'difference':
      return done(a - b, `${A} − ${inside(b)}`)
    case 'prices':
      return c === null || c === undefined ? null : done((a * c) / b, `${A} × ${inside(c)} ÷ ${inside(b)} (price index now ÷ then)`)
  }
}

/** A number for reading: four significant digits below a thousand, whole above, thousands parted by commas. */
export function write(value: number): string {
  const size = Math.abs(value)
  if (size !== 0 && size < 1e-6) return value.toExponential(3).replaceAll('-', '−')
  const digits = size !== 0 && size < 1_000 ? { maximumSignificantDigits: 4 } : { maximumFractionDigits: size < 100_000 ? 1 : 0 }
  return signed(value, digits)
}

/** A figure of a formula, as it was put in: who reads the formula must be able to do it again. */
function whole(value: number): string {
  return signed(value, { maximumSignificantDigits: 15 })
}

/** A figure after a sign of arithmetic. */
function inside(value: number): string {
  return value < 0 ? `(${whole(value)})` : whole(value)
}

// Zero has no sign.
function signed(value: number, digits: Intl.NumberFormatOptions): string {
  return (value === 0 ? 0 : value).toLocaleString('en', digits).replace('-', '−')
}

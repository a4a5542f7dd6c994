import { describe, expect, it } from 'vitest'
import { CALCULATIONS, compute, FIGURES_OF, figuresIn, readFigure, UNITS, write } from '@/lib/core/arithmetic/arithmetic'

describe('a figure', () => {
  it.each([
    ['1,234.5', 1234.5],
    ['38 million', 38e6],
    ['$145 billion', 145e9],
    ['2.4bn', 2.4e9],
    ['1 234', 1234],
    ['1\u202f234\u202f567', 1234567],
    ['−3', -3],
    ['12%', 12],
    ['0.5', 0.5],
  ])('is read as people write it: %s', (words, value) => {
    expect(readFigure(words)).toBeCloseTo(value, 9)
  })
  it.each(['', 'many', '12 apples', '1,23', '1.2.3', '5 of 6'])('is not guessed: “%s”', (words) => {
    expect(readFigure(words)).toBeNull()
  })
  it('is found in words in order', () => {
    expect(figuresIn('rose from 1,200 to 1.5 million people in 2019')).toEqual(['1,200', '1.5 million', '2019'])
    expect(figuresIn('nobody')).toEqual([])
    expect(
      figuresIn('from $1.2tn and $1,200bn to £5m, 3k and −3.2 per cent; 7 boys, G7, 4th', 20).map((figure) => readFigure(figure)),
    ).toEqual([1.2e12, 1.2e12, 5e6, 3e3, -3.2, 7, 4])
    expect(figuresIn('a wall 5m high, 6 m long')).toEqual(['5', '6'])
    expect(figuresIn('from 2019-2021')).toEqual(['2019', '2021'])
  })
})

describe('a calculation', () => {
  it.each([
    ['change', [38, 41], '+7.895 %'],
    ['change', [200, 100], '−50 %'],
    ['share', [12, 48], '25 %'],
    ['ratio', [145e9, 72.5e9], '2 times'],
    ['per-head', [40e6, 5_000], '8,000'],
    ['times', [12, 12], '144'],
    ['sum', [0.1, 0.2], '0.3'],
    ['difference', [5, 8], '−3'],
    ['prices', [100, 50, 75], '150'],
  ] as const)('%s of %j is %s', (calculation, figures, shown) => {
    expect(compute(calculation, figures)?.shown).toBe(shown)
  })
  it('tells how it was done, so that anybody can do it again', () => {
    expect(compute('change', [38, 41])?.kept).toBe('Change in per cent: (41 − 38) ÷ 38 × 100 = +7.895 %')
    expect(compute('unit', [10], 'mi-km')?.kept).toBe('Another unit: 10 (miles → kilometres) = 16.09 km')
    expect(compute('unit', [212], 'f-c')?.shown).toBe('100 °C')
  })
  it('is true as it is written: figures whole, negative ones set apart, no sign of nothing', () => {
    expect(compute('change', [100.04, 100.06])?.kept).toContain('(100.06 − 100.04) ÷ 100.04 × 100')
    expect(compute('difference', [1234.56, 1234.51])?.kept).toContain('1,234.56 − 1,234.51 = 0.05')
    expect(compute('change', [-5, 3])?.kept).toContain('(3 − (−5)) ÷ |−5| × 100 = +160 %')
    expect(compute('sum', [3, -5])?.kept).toContain('3 + (−5) = −2')
    expect(compute('times', [0, -5])?.shown).toBe('0')
    expect(write(1e-300).length).toBeLessThan(12)
  })
  it('says nothing while a figure is missing, or where there is no result', () => {
    for (const calculation of CALCULATIONS)
      expect(
        compute(
          calculation,
          FIGURES_OF[calculation].map(() => null),
        ),
        calculation,
      ).toBeNull()
    expect(compute('share', [3, 0])).toBeNull()
    expect(compute('change', [0, 5])).toBeNull()
    expect(compute('ratio', [1, null])).toBeNull()
  })
  it('goes there and back in units', () => {
    for (const [there, back] of [
      ['mi-km', 'km-mi'],
      ['ft-m', 'm-ft'],
      ['lb-kg', 'kg-lb'],
      ['acre-ha', 'ha-acre'],
      ['f-c', 'c-f'],
    ] as const)
      expect(UNITS[back].convert(UNITS[there].convert(123.4)), there).toBeCloseTo(123.4, 9)
    expect(write(1_234_567.8)).toBe('1,234,568')
  })
})

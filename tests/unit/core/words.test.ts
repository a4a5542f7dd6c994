import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sentencesOf } from '@/lib/core/text/sentences'
import { countWords, tokensOf } from '@/lib/core/text/words'

describe('words', () => {
  const line = 'It cost 5.5 million, “they” said; don’t ask.\n'
  it('are the same in a long text as in its lines', () => {
    const long = line.repeat(300)
    expect(countWords(long)).toBe(300 * countWords(line))
    expect(tokensOf(long)).toEqual(Array.from({ length: 300 }, () => tokensOf(line)).flat())
  })
  it('are counted as the rules of Unicode count them, whatever they are made of', () => {
    const segmenter = new Intl.Segmenter('en', { granularity: 'word' })
    const byRules = (text: string) => [...segmenter.segment(text)].filter((one) => one.isWordLike).length
    const piece = fc.constantFrom(
      ...[
        'don’t',
        "o'clock",
        '3.5',
        '1,234,567.89',
        'Straße',
        'état-major',
        'e.g.',
        'U.S.',
        'naïve',
        'x_y',
        'ab12',
        '12ab',
        'Мост',
        'ευρώ',
      ],
      ...[
        'العربية',
        '١٢',
        'a:b',
        '5:30',
        '—',
        '“',
        '€38',
        '10⁶',
        'H₂O',
        '#tag',
        '@who',
        'https://a.example/b?c=1',
        '\n',
        ' ',
        '.',
        'é',
        '👩‍🚀',
        '漢字',
        'שלום',
      ],
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.constantFrom('', ' '), (pieces, between) => {
        const text = pieces.join(between)
        expect(countWords(text), JSON.stringify(text)).toBe(byRules(text))
      }),
      { numRuns: 2_000 },
    )
  })
  it('join to the text again, also without any space and with emoji at the seams', () => {
    for (const text of [`${'👩‍🚀'.repeat(5_000)}`, 'x'.repeat(50_000), `${'word '.repeat(997)}שלום`])
      expect(tokensOf(text).join('')).toBe(text)
  })
})

describe('sentences', () => {
  it('do not end after a title or an initial', () => {
    const text = 'Dr. A. Holm met Gen. Ruiz. They spoke.'
    expect(sentencesOf(text).map(({ start, end }) => text.slice(start, end))).toEqual(['Dr. A. Holm met Gen. Ruiz.', 'They spoke.'])
  })
  it('of a very long paragraph are those of its parts', () => {
    const text = 'One thing was said at some length. Another came after it! '
    expect(sentencesOf(text.repeat(500)).map(({ start, end }) => end - start)).toEqual(Array.from({ length: 500 }, () => [34, 22]).flat())
    const endless = 'word '.repeat(4_000)
    expect(sentencesOf(`${endless}end. Then more.`)).toHaveLength(2)
  })
})

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

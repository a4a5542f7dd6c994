import { describe, expect, it } from 'vitest'
import { sentencesOf } from '@/lib/core/text/sentences'
import { MORE_PARAGRAPHS, PARAGRAPHS } from '@/tests/fixtures/sentences'

/** Boundaries that are missed and put in, of a set of paragraphs. */
function errorsIn(paragraphs: readonly (readonly string[])[]): string[] {
  return paragraphs.flatMap((sentences) => {
    const text = sentences.join(' ')
    const wanted = new Set<number>()
    let at = 0
    for (const sentence of sentences) {
      wanted.add(at)
      at += sentence.length + 1
    }
    const found = new Set(sentencesOf(text).map(({ start }) => start))
    const around = (offset: number) => `${text.slice(Math.max(0, offset - 30), offset)}¦${text.slice(offset, offset + 30)}`
    return [
      ...[...wanted].filter((offset) => !found.has(offset)).map((offset) => `missed ${around(offset)}`),
      ...[...found].filter((offset) => !wanted.has(offset)).map((offset) => `put in ${around(offset)}`),
    ]
  })
}

describe('sentences', () => {
  it.each([
    ['first', PARAGRAPHS],
    ['second', MORE_PARAGRAPHS],
  ])(
    'are told apart with at most one error in a hundred, among abbreviations, initials, quotations and figures: %s set',
    (_, paragraphs) => {
      const count = paragraphs.flat().length
      expect(count).toBeGreaterThanOrEqual(500)
      const errors = errorsIn(paragraphs)
      expect(errors.length / count, errors.join('\n')).toBeLessThanOrEqual(0.01)
    },
  )
  it('cover every word of a text, in order, none twice', () => {
    for (const sentences of [...PARAGRAPHS, ...MORE_PARAGRAPHS]) {
      const text = sentences.join(' ')
      const found = sentencesOf(text)
      expect(found.map(({ start, end }) => text.slice(start, end)).join(' ')).toBe(text)
    }
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareTexts } from '@/lib/core/article/compare-texts'
import { diffWords } from '@/lib/core/text/diff-words'

const line = fc
  .array(fc.constantFrom('the', 'bridge', 'cost', 'nine', 'ten', 'crowns', 'then', '–', '5 %'), { maxLength: 8 })
  .map((words) => words.join(' '))
const text = fc.array(line, { minLength: 1, maxLength: 12 }).map((lines) => lines.join('\n'))

describe('comparing texts', () => {
  it('gives back both texts, whatever they are', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const rows = compareTexts(before, after)
        expect(rows.flatMap((row) => (row.before ? [row.before.text] : [])).join('\n')).toBe(before)
        expect(rows.flatMap((row) => (row.after ? [row.after.text] : [])).join('\n')).toBe(after)
        for (const row of rows) {
          if (row.before) expect(before.slice(row.before.start, row.before.start + row.before.text.length)).toBe(row.before.text)
          if (row.after) expect(after.slice(row.after.start, row.after.start + row.after.text.length)).toBe(row.after.text)
        }
      }),
      { numRuns: 300 },
    )
  })
  it('word by word gives back both lines', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const parts = diffWords(before, after)
        expect(parts.map((part) => (part.kind === 'added' ? '' : part.text)).join('')).toBe(before)
        expect(parts.map((part) => (part.kind === 'removed' ? '' : part.text)).join('')).toBe(after)
      }),
      { numRuns: 300 },
    )
  })
  it('puts an edited paragraph beside the old one and says what moved', () => {
    const rows = compareTexts(
      'one two three\nfour five six\nseven\nto be moved along',
      'to be moved along\none two 3\nfour five six\nseven',
    )
    expect(rows.map((row) => [row.kind, row.isMoved])).toEqual([
      ['added', true],
      ['changed', false],
      ['same', false],
      ['same', false],
      ['removed', true],
    ])
  })
  it('shows a paragraph that moved and was changed as one move, with what changed in it', () => {
    const rows = compareTexts(
      'The bridge cost nine crowns in 1911.\nstays one\nstays two\nstays three',
      'stays one\nstays two\nstays three\nThe bridge cost ten crowns in 1911.',
    )
    expect(rows.filter((row) => row.isMoved).map((row) => [row.kind, row.stoodAt])).toEqual([
      ['removed', undefined],
      ['added', 0],
    ])
    expect(rows.find((row) => row.kind === 'added')?.parts.filter((part) => part.kind !== 'same')).toEqual([
      { kind: 'removed', text: 'nine' },
      { kind: 'added', text: 'ten' },
    ])
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { narrowChange } from '@/lib/core/text/narrow-change'

const CASES: readonly (readonly [string, string, string, string])[] = [
  ['cost 12 crowns', 'cost 14 crowns', '12', '14'],
  ['cost 12 crowns', 'cost about 12 crowns', 'cost', 'cost about'],
  ['cost 12 crowns', 'It cost 12 crowns', 'cost', 'It cost'],
  ['cost 12 crowns.', 'cost 12 crowns in all.', 'crowns', 'crowns in all'],
  ['the old bridge', 'the bridge', 'old ', ''],
  ['a 𝟙𝟚 b', 'a 𝟙𝟛 b', '𝟙𝟚', '𝟙𝟛'],
  ['doubling', 'tripling', 'doubling', 'tripling'],
]

describe('narrowChange', () => {
  it('takes the words that changed', () => {
    for (const [before, after, was, is] of CASES) {
      const change = narrowChange(before, after)
      expect([change && before.slice(change.start, change.end), change?.after], `${before} → ${after}`).toEqual([was, is])
    }
    expect(narrowChange('same', 'same')).toBeNull()
  })
  it('gives the second text when it is applied, on some words, through no character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string({ unit: 'grapheme' }), (before, after) => {
        const change = narrowChange(before, after)
        if (!change) return
        expect(before.slice(0, change.start) + change.after + before.slice(change.end)).toBe(after)
        expect(change.end).toBeGreaterThan(change.start)
        for (const at of [change.start, change.end])
          expect(/[\udc00-\udfff]/.test(before[at] ?? '') && /[\ud800-\udbff]/.test(before[at - 1] ?? '')).toBe(false)
      }),
    )
  })
})

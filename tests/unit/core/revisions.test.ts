import { describe, expect, it } from 'vitest'
import { alignTexts } from '@/lib/core/anchoring/align-texts'
import { carryRange } from '@/lib/core/anchoring/carry-range'
import { REVISIONS } from '@/tests/fixtures/revisions'

/** A text and the range marked in it. */
function read(marked: string): { text: string; range: { start: number; end: number } | null } {
  const start = marked.indexOf('[')
  const end = marked.indexOf(']')
  const text = marked.replace(/[[\]]/g, '')
  return { text, range: start === -1 ? null : { start, end: end - 1 } }
}

describe('a claim, when a newer draft comes', () => {
  it.each(REVISIONS)('$rule: $fate', ({ before, after, fate }) => {
    const [old, now] = [read(before), read(after)]
    if (!old.range) throw new Error('The fixture marks no claim')
    const carried = carryRange(alignTexts(old.text, now.text), old.range)
    expect(carried.kind).toBe(fate)
    if (carried.kind === 'lost') expect(now.range).toBeNull()
    else expect(now.text.slice(carried.range.start, carried.range.end)).toBe(now.text.slice(now.range?.start, now.range?.end))
  })
})

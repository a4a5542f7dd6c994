import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { trackedProposals } from '@/lib/core/article/tracked-proposals'

/** A text with its proposals taken, from the last to the first. */
function withTaken(text: string, proposals: readonly { start: number; end: number; after: string }[]): string {
  return proposals.toReversed().reduce((all, { start, end, after }) => all.slice(0, start) + after + all.slice(end), text)
}

describe('tracked changes as proposals', () => {
  it.each([
    ['It cost 5 crowns.', 'It cost 6 crowns.', [['5', '6']]],
    ['It cost 5 crowns.', 'It cost about 5 crowns.', [['cost ', 'cost about ']]],
    ['Cost was low.', 'The cost was low.', [['Cost', 'The cost']]],
    ['It cost 5 old crowns.', 'It cost 5 crowns.', [['old ', '']]],
    ['One two three four.', 'Zero One and two three four.', [['One', 'Zero One and']]],
    ['Same.', 'Same.', []],
  ])('%s → %s', (without, taken, wanted) => {
    const { proposals } = trackedProposals(without, taken)
    expect(proposals.map(({ before, after }) => [before, after])).toEqual(wanted)
    for (const { start, end, before } of proposals) expect(without.slice(start, end)).toBe(before)
    expect(withTaken(without, proposals)).toBe(taken)
  })
  it('tells of paragraphs that came or went, and keeps the rest', () => {
    const { proposals, told } = trackedProposals('One two.\nGone for good.\nThree four.', 'One 2.\nThree four.\nAnother one came here.')
    expect(proposals.map(({ after }) => after)).toEqual(['2'])
    expect(told).toMatch(/2 whole paragraphs that came, went or moved are not among the proposals/)
  })
  it('lose and double nothing where a paragraph was parted or two were joined', () => {
    const one = 'The mill closed for good. The union said on Tuesday that it would sue the town.'
    const two = 'The mill closed for good.\nThe union said on Tuesday that it would sue the town.'
    for (const [without, taken] of [
      [one, two],
      [two, one],
    ] as const) {
      const { proposals, told } = trackedProposals(`Before.\n${without}\nAfter.`, `Before.\n${taken}\nAfter.`)
      expect(proposals).toEqual([])
      expect(told).toMatch(/whole paragraphs that came, went or moved/)
    }
  })
  it('are of whole paragraphs and cells where other words stand in their place', () => {
    const without = 'Town loses mill\nIt was a disaster.\nCity\n12\nRome\nThe rest stays as it was.'
    const taken = 'Village loses mills\nIt was an accident with few victims.\nCity\n14\nRome\nThe rest stays as it was.'
    const { proposals, told } = trackedProposals(without, taken)
    expect(told).toBeNull()
    expect(withTaken(without, proposals)).toBe(taken)
    expect(proposals.map(({ before, after }) => [before, after])).toContainEqual(['12', '14'])
  })
  it('taken together give the other text, whatever words were changed', () => {
    const word = fc.constantFrom('the', 'mill', 'cost', '5', 'crowns', 'in', 'May', 'was', 'old')
    const line = fc.array(word, { minLength: 3, maxLength: 12 })
    fc.assert(
      fc.property(line, fc.array(fc.tuple(fc.nat(11), word), { maxLength: 4 }), (words, changes) => {
        const changed = [...words]
        for (const [at, other] of changes) if (at < changed.length) changed[at] = other
        const [without, taken] = [`${words.join(' ')}.`, `${changed.join(' ')}.`]
        const { proposals, told } = trackedProposals(without, taken)
        if (told === null) expect(withTaken(without, proposals)).toBe(taken)
      }),
    )
  })
  it('are each of their own words, so that taking one spoils no other, wherever words came and went', () => {
    const word = fc.constantFrom('the', 'mill', 'cost', '5', 'crowns', 'in', 'May', 'was', 'old')
    const line = fc.array(word, { minLength: 3, maxLength: 12 })
    fc.assert(
      fc.property(line, fc.array(fc.tuple(fc.nat(12), fc.option(word)), { maxLength: 6 }), (words, changes) => {
        const changed = [...words]
        for (const [at, come] of changes) come === null ? changed.splice(at, 1) : changed.splice(at, 0, come)
        const [without, taken] = [`${words.join(' ')}.`, `${changed.join(' ')}.`]
        const { proposals, told } = trackedProposals(without, taken)
        for (const [index, one] of proposals.entries()) expect(one.start).toBeGreaterThanOrEqual(proposals[index - 1]?.end ?? 0)
        for (const { start, end, before } of proposals) expect(without.slice(start, end)).toBe(before)
        if (told === null) expect(withTaken(without, proposals)).toBe(taken)
      }),
      { numRuns: 1_000 },
    )
  })
})

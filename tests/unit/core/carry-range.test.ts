import { describe, expect, it } from 'vitest'
import { alignTexts } from '@/lib/core/anchoring/align-texts'
import { carryRange } from '@/lib/core/anchoring/carry-range'
import { planDraft } from '@/lib/core/anchoring/plan-draft'

/** Cases mark the claim as [words] in the old text; the last column is where it goes, or why it waits. */
interface Case {
  readonly rule: string
  readonly before: string
  readonly after: string
  readonly becomes: 'same' | 'edited' | 'lost'
  /** The claim's words in the new text when carried; else the best proposal, or null for none. */
  readonly words: string | null
}

const CASES: readonly Case[] = [
  {
    rule: 'unchanged words stay',
    before: 'The bridge opened in 1911. [It cost nine million crowns.] Nobody objected.',
    after: 'The old bridge opened in 1911. It cost nine million crowns. Nobody objected at the time.',
    becomes: 'same',
    words: 'It cost nine million crowns.',
  },
  {
    rule: 'a changed figure is an edit in place',
    before: 'The bridge opened in 1911. [It cost nine million crowns by then.] Nobody objected.',
    after: 'The bridge opened in 1911. It cost ten million crowns by then. Nobody objected.',
    becomes: 'edited',
    words: 'It cost ten million crowns by then.',
  },
  {
    rule: 'words that replaced exactly the claim are the claim, when the rest of the long sentence stands',
    before: 'After a winter of hard bargaining the four towns agreed to pay [nine million] crowns for the bridge.',
    after: 'After a winter of hard bargaining the four towns agreed to pay twelve million crowns for the bridge.',
    becomes: 'edited',
    words: 'twelve million',
  },
  {
    rule: 'a moved paragraph takes its claims along',
    before:
      'First came the survey of the river bed.\n[Then the mayor sold the old ferry for scrap.]\nThe last word was had by the harbour master.',
    after:
      'Then the mayor sold the old ferry for scrap.\nFirst came the survey of the river bed.\nThe last word was had by the harbour master.',
    becomes: 'same',
    words: 'Then the mayor sold the old ferry for scrap.',
  },
  {
    rule: 'a deleted sentence is lost',
    before: 'The bridge opened in 1911. [The mayor wept at the ceremony.] Nobody objected.',
    after: 'The bridge opened in 1911. Nobody objected.',
    becomes: 'lost',
    words: null,
  },
  {
    rule: 'a look-alike sentence is never taken for a deleted one (hypothesis/client#7571)',
    before: 'Aid rose in May. [The bill was 5 million.] Then it fell. The bill was 5 million. End.',
    after: 'Aid rose in May. Then it fell. The bill was 5 million. End.',
    becomes: 'lost',
    words: 'The bill was 5 million.',
  },
  {
    rule: 'of two look-alikes the one whose neighbours stayed is kept',
    before: 'Aid rose in May. The bill was 5 million. Then it fell. [The bill was 5 million.] End.',
    after: 'Aid rose in May. Then it fell. The bill was 5 million. End.',
    becomes: 'same',
    words: 'The bill was 5 million.',
  },
  {
    rule: 'when one of two equal neighbours goes, a person says which',
    before: 'A cost. [The bill was 5 million.] The bill was 5 million. End.',
    after: 'A cost. The bill was 5 million. End.',
    becomes: 'lost',
    words: 'The bill was 5 million.',
  },
  {
    rule: 'a near-twin with other figures is not the claim',
    before: '[In 2019 exports grew by 4 percent.] In 2020 exports grew by 5 percent.',
    after: 'In 2020 exports grew by 5 percent.',
    becomes: 'lost',
    words: null,
  },
  {
    rule: 'a rewritten sentence is proposed, not taken',
    before: 'The bridge opened in 1911. [The mayor, who was ill, wept all through the ceremony.] Nobody objected.',
    after: 'The bridge opened in 1911. The mayor, ill for weeks, wept at the ceremony. Nobody objected.',
    becomes: 'lost',
    words: 'The mayor, ill for weeks, wept at the ceremony.',
  },
  {
    rule: 'a claim that ends inside a word keeps doing so',
    before: 'They rebuilt [the ferry]man’s house that year.',
    after: 'Later they rebuilt the ferryman’s house that year.',
    becomes: 'same',
    words: 'the ferry',
  },
  {
    rule: 'quotation marks and case do not make words others',
    before: 'He called it [“the longest bridge in the world”] at the time, and nobody laughed at him for it.',
    after: 'He called it "the longest bridge in the world" at the time, and nobody laughed at him for it.',
    becomes: 'edited',
    words: '"the longest bridge in the world"',
  },
]

function read({ before, after }: Case) {
  const start = before.indexOf('[')
  const end = before.indexOf(']') - 1
  return { old: before.replace('[', '').replace(']', ''), after, range: { start, end } }
}

describe('a claim over a newer draft', () => {
  it.each(CASES)('$rule', (one) => {
    const { old, after, range } = read(one)
    const fate = carryRange(alignTexts(old, after), range)
    const place = fate.kind === 'lost' ? fate.proposals[0] : fate.range
    expect(fate.kind).toBe(one.becomes)
    expect(place ? after.slice(place.start, place.end) : null).toBe(one.words)
  })
  it.each(CASES.filter((one) => one.becomes === 'same'))('the other way round: $rule', (one) => {
    const { old, after, range } = read(one)
    const there = carryRange(alignTexts(old, after), range)
    if (there.kind === 'lost') throw new Error('not carried')
    const back = carryRange(alignTexts(after, old), there.range)
    // Going back may have to ask, where going there did not; it never lands elsewhere.
    if (back.kind !== 'lost') expect(back.range).toEqual(range)
  })
})

describe('a plan', () => {
  const before = 'The bridge opened in 1911. It cost nine million crowns by then. The mayor wept.'
  const after = 'The bridge opened in 1911. It cost ten million crowns by then. A band played until midnight.'
  const at = (text: string, words: string) => [{ start: text.indexOf(words), end: text.indexOf(words) + words.length }]
  const plan = planDraft(
    before,
    after,
    new Map([
      ['a', at(before, 'The bridge opened in 1911')],
      ['b', at(before, 'It cost nine million crowns by then')],
      ['c', at(before, 'The mayor wept')],
      ['d', [...at(before, 'The bridge opened'), ...at(before, 'The mayor wept')]],
    ]),
  )
  it('carries, makes stale, and loses', () => {
    expect(plan.carried.map((one) => one.claimId)).toEqual(['a'])
    expect(plan.stale.map((one) => one.claimId)).toEqual(['b'])
    expect(plan.lost).toEqual(['c', 'd'])
  })
  it('names the sentences nobody has looked at', () => {
    expect(plan.added.map(({ start, end }) => after.slice(start, end))).toEqual(['A band played until midnight.'])
  })
  it('of a text against itself carries every claim and adds nothing', () => {
    const same = planDraft(before, before, new Map([['a', at(before, 'The mayor wept')]]))
    expect(same).toMatchObject({ stale: [], lost: [], added: [], proposals: [] })
    expect(same.carried[0]?.ranges).toEqual(at(before, 'The mayor wept'))
  })
})

import type { Node } from '@tiptap/pm/model'
import { type Step, Transform } from '@tiptap/pm/transform'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Authorship } from '@/lib/editor/queries/authorship'
import { claimRanges } from '@/lib/editor/queries/claim-ranges'
import { schema } from '@/lib/editor/schema'
import { stepsBetween, withClaims, withoutClaimMarks } from '@/lib/editor/steps/document-steps'
import { textOf } from '@/lib/editor/text-map'
import { doc, headline, id, p, wordsOf } from '@/tests/support/writing'

const apply = (before: Node, steps: readonly Step[]) =>
  steps.reduce((current, step) => {
    const result = step.apply(current)
    if (!result.doc) throw new Error(String(result.failed))
    return result.doc
  }, before)

const word = fc.constantFrom('bridge', 'crowns', 'nine', 'ten', 'the', 'mayor', 'wept', 'in', '1911', '👩‍🚀')
const paragraph = fc.array(word, { minLength: 1, maxLength: 10 }).map((words) => words.join(' '))
const document = fc
  .tuple(
    fc.boolean(),
    fc.array(fc.tuple(paragraph, fc.constantFrom('paragraph', 'heading', 'bold', 'list')), { minLength: 1, maxLength: 8 }),
  )
  .map(([hasHeadline, blocks]) =>
    doc(
      ...(hasHeadline ? [headline('A headline')] : []),
      ...blocks.map(([text, kind]) => {
        if (kind === 'heading') return schema.node('heading', { level: 2 }, schema.text(text))
        if (kind === 'bold') return schema.node('paragraph', null, schema.text(text, [schema.mark('bold')]))
        if (kind === 'list')
          return schema.node('bulletList', null, [schema.node('listItem', null, [schema.node('paragraph', null, schema.text(text))])])
        return p(text)
      }),
    ),
  )
/** A document with two claims at random places, which may overlap. */
const claimed = fc.tuple(document, fc.array(fc.tuple(fc.nat(200), fc.nat(200)), { minLength: 0, maxLength: 3 })).map(([node, places]) => {
  const length = textOf(node).length
  return withClaims(
    node,
    places.flatMap(([a, b], index) => {
      const [start, end] = [Math.min(a % length, b % length), Math.max(a % length, b % length)]
      return start < end ? [[id('abc'[index] as string), [{ start, end }]] as const] : []
    }),
  )
})

describe('the steps between two documents', () => {
  it('lead exactly from one to the other, claims and formatting included', () => {
    fc.assert(
      fc.property(claimed, claimed, (before, after) => {
        expect(apply(before, stepsBetween(before, after)).eq(after)).toBe(true)
      }),
      { numRuns: 400 },
    )
  })
  it('are none between equal documents', () => {
    const node = doc(headline('H'), p('One [a:two] three.'))
    expect(stepsBetween(node, doc(headline('H'), p('One [a:two] three.')))).toEqual([])
  })
  it('touch only the words that differ', () => {
    const before = doc(p('The bridge cost nine million crowns.'), p('Nobody objected.'))
    const after = doc(p('The bridge cost ten million crowns.'), p('Nobody objected.'))
    const [step, ...rest] = stepsBetween(before, after)
    expect(rest).toEqual([])
    const touched: number[] = []
    step?.getMap().forEach((from, to) => {
      touched.push(to - from)
    })
    expect(touched).toEqual(['nine'.length])
  })
  it('leave claims that stay alone, and move those that go elsewhere', () => {
    const before = doc(p('One [a:two] three [b:four].'), p('Five.'))
    const after = doc(p('One [a:two] three four.'), p('[b:Five].'))
    const steps = stepsBetween(before, after)
    expect(steps.map((step) => step.toJSON().stepType)).toEqual(['removeMark', 'addMark'])
    expect(wordsOf(apply(before, steps), 'b')).toBe('Five')
  })
  it('are checked against claims of the text alone', () => {
    const node = doc(p('One [a:two [b:three]] four.'))
    expect(claimRanges(withoutClaimMarks(node)).size).toBe(0)
    expect(textOf(withoutClaimMarks(node))).toBe('One two three four.')
  })
})

describe('who wrote which words', () => {
  it('is what following every character from the start gives', () => {
    const edit = fc.record({ at: fc.nat(1_000), remove: fc.nat(12), text: fc.constantFrom('', 'x', 'some words ', '🚀') })
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 25 }), fc.nat(1_000), fc.nat(1_000), (edits, a, b) => {
        const start = doc(p('Once there was a bridge over the river.'))
        // Slow and plain: an author for each position of the paragraph.
        let authors: (number | null)[] = Array.from({ length: textOf(start).length }, () => null)
        const tr = new Transform(start)
        for (const { at, remove, text } of edits) {
          const length = authors.length
          const from = length === 0 ? 0 : at % (length + 1)
          const to = Math.min(length, from + remove)
          if (from === to && text === '') continue
          const version = tr.steps.length
          if (text) tr.replaceWith(1 + from, 1 + to, schema.text(text))
          else tr.delete(1 + from, 1 + to)
          if (tr.steps.length === version) continue
          authors = [...authors.slice(0, from), ...Array.from({ length: text.length }, () => version), ...authors.slice(to)]
        }
        if (authors.length === 0) return
        const [from, to] = [Math.min(a % authors.length, b % authors.length), Math.max(a % authors.length, b % authors.length)]
        const authorship = new Authorship(1 + from, 1 + to)
        for (let version = tr.steps.length - 1; version >= 0; version--) authorship.addStep(version, tr.steps[version] as Step)
        const found = authorship.finish().flatMap((stretch) => Array.from({ length: stretch.to - stretch.from }, () => stretch.version))
        // A replaced letter that is the same as before may be kept by the step; compare whole inserts.
        expect(found).toEqual(authors.slice(from, to))
      }),
      { numRuns: 500 },
    )
  })
})

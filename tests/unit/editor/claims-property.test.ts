import { Step } from '@tiptap/pm/transform'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutsCharacter } from '@/lib/core/text/range'
import { claimRanges, quoteAt } from '@/lib/editor/queries/claim-ranges'
import { keptClaims } from '@/lib/editor/queries/kept-claims'
import { schema } from '@/lib/editor/schema'
import { addClaimSteps } from '@/lib/editor/steps/claim-steps'
import { editSteps } from '@/lib/editor/steps/edit-steps'
import { textMapOf, textOf } from '@/lib/editor/text-map'
import { doc, id, p, Writer } from '@/tests/support/writing'

const paragraph = fc
  .array(fc.constantFrom('one', 'two', '2,140', 'percent', 'not', 'Zürich', '👩‍🚀', 'שלום', '—'), { minLength: 1, maxLength: 8 })
  .map((words) => words.join(' '))
const at = fc.double({ min: 0, max: 1, noNaN: true })
const action = fc.oneof(
  fc.record({ kind: fc.constant('type' as const), at, text: fc.constantFrom('x', ' more', '7', '👍') }),
  fc.record({
    kind: fc.constant('replace' as const),
    at,
    length: fc.integer({ min: 1, max: 12 }),
    text: fc.constantFrom('', 'y', 'other words'),
  }),
  fc.record({ kind: fc.constant('split' as const), at }),
  fc.record({ kind: fc.constant('undo' as const) }),
  fc.record({ kind: fc.constant('redo' as const) }),
)

type Action = typeof action extends fc.Arbitrary<infer A> ? A : never

function run(writer: Writer, one: Action): void {
  if (one.kind === 'undo') return void writer.undo()
  if (one.kind === 'redo') return void writer.redo()
  const map = textMapOf(writer.doc)
  const offset = Math.floor(one.at * map.length)
  const from = map.positionAt(offset)
  if (one.kind === 'type') return void writer.apply((tr) => tr.insertText(one.text, from))
  if (one.kind === 'split') return void writer.apply((tr) => tr.split(from))
  const to = map.positionAt(Math.min(map.length, offset + one.length))
  writer.apply((tr) => (one.text ? tr.insertText(one.text, from, to) : tr.delete(from, to)))
}

describe('claims under random editing', () => {
  it('are on exactly the words at their ranges, replay from the log, and undo to the first state', () => {
    fc.assert(
      fc.property(
        fc.array(paragraph, { minLength: 1, maxLength: 4 }),
        fc.array(fc.tuple(at, at), { maxLength: 5 }),
        fc.array(action, { maxLength: 25 }),
        (paragraphs, spans, actions) => {
          let document = doc(...paragraphs.map((text) => p(text)))
          spans.forEach(([a, b], index) => {
            const { length } = textMapOf(document)
            const [start, end] = [Math.floor(a * length), Math.floor(b * length)].sort((x, y) => x - y) as [number, number]
            if (start === end) return
            for (const step of addClaimSteps(document, id(String(index)), { start, end })) document = step.apply(document).doc ?? document
          })
          const writer = new Writer(document)
          const first = writer.doc
          for (const one of actions) {
            run(writer, one)
            const text = textOf(writer.doc)
            for (const [, ranges] of claimRanges(writer.doc)) {
              for (const range of ranges) expect(range.start).toBeLessThan(range.end)
              expect(quoteAt(text, ranges)).toBe(ranges.map((range) => text.slice(range.start, range.end)).join(' … '))
            }
            for (const block of textMapOf(writer.doc).blocks)
              expect(textOf(writer.doc).slice(block.start, block.start + block.node.content.size)).toBe(
                block.node.textBetween(0, block.node.content.size, undefined, '\n'),
              )
            writer.doc.check()
          }
          let replayed = first
          // As JSON and back, as the server keeps it.
          for (const step of writer.log) replayed = Step.fromJSON(schema, JSON.parse(JSON.stringify(step))).apply(replayed).doc ?? replayed
          expect(replayed.eq(writer.doc)).toBe(true)
          writer.undo(200)
          expect(writer.doc.eq(first)).toBe(true)
        },
      ),
      { numRuns: 150 },
    )
  })

  it('never let an edit outside a claim change its words', () => {
    fc.assert(
      fc.property(
        fc.array(paragraph, { minLength: 1, maxLength: 3 }),
        at,
        at,
        at,
        fc.constantFrom('', 'new', 'two words'),
        (paragraphs, a, b, c, text) => {
          let document = doc(...paragraphs.map((one) => p(one)))
          const { length } = textMapOf(document)
          const [start, end] = [Math.floor(a * length), Math.floor(b * length)].sort((x, y) => x - y) as [number, number]
          fc.pre(end - start > 0)
          for (const step of addClaimSteps(document, id('a'), { start, end })) document = step.apply(document).doc ?? document
          const before = claimRanges(document).get(id('a'))
          fc.pre(before !== undefined)
          const quote = quoteAt(textOf(document), before ?? [])
          const place = Math.floor(c * length)
          // Inside a character nobody can type, and the server refuses it.
          fc.pre(!cutsCharacter(textOf(document), place))
          fc.pre(place <= (before?.[0]?.start ?? 0) || place >= (before?.[before.length - 1]?.end ?? 0))
          for (const step of editSteps(document, [{ start: place, end: place, text }])) document = step.apply(document).doc ?? document
          expect(quoteAt(textOf(document), claimRanges(document).get(id('a')) ?? [])).toBe(quote)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('belong to new words by the same rule whether typed or sent over HTTP', () => {
    fc.assert(
      fc.property(paragraph, at, at, at, at, (text, a, b, c, d) => {
        let document = doc(p(text))
        const sort = (x: number, y: number) => [Math.floor(Math.min(x, y) * text.length), Math.floor(Math.max(x, y) * text.length)] as const
        const [start, end] = sort(a, b)
        const [from, to] = sort(c, d)
        fc.pre(end > start && !cutsCharacter(text, from) && !cutsCharacter(text, to))
        for (const step of addClaimSteps(document, id('a'), { start, end })) document = step.apply(document).doc ?? document
        const typed = new Writer(document).apply((tr) => tr.insertText('NEW', from + 1, to + 1)).doc
        let sent = document
        for (const step of editSteps(document, [{ start: from, end: to, text: 'NEW' }])) sent = step.apply(sent).doc ?? sent
        expect(sent.eq(typed)).toBe(true)
        expect(keptClaims(document, from + 1, to + 1).has(id('a'))).toBe(
          claimRanges(sent)
            .get(id('a'))
            ?.some((range) => range.start <= from && range.end >= from + 3) ?? false,
        )
      }),
      { numRuns: 300 },
    )
  })
})

import { Slice } from '@tiptap/pm/model'
import { describe, expect, it } from 'vitest'
import { withoutClaims } from '@/lib/editor/extensions/claim-keeper/claim-clipboard'
import { claimRanges } from '@/lib/editor/queries/claim-ranges'
import { readDocument, schema } from '@/lib/editor/schema'
import { addClaimSteps, moveClaimSteps, removeClaimSteps } from '@/lib/editor/steps/claim-steps'
import { textOf } from '@/lib/editor/text-map'
import { doc, id, p, Writer, wordsOf } from '@/tests/support/writing'

const article = () =>
  doc(p('The city spent [a:$145 billion] on the army, [b:the first time [c:since World War II]].'), p('It was [d:two years] ago.'))

describe('a claim mark', () => {
  it('overlaps and nests', () => {
    const document = doc(p('one [a:two [b:three] four] five'))
    expect(wordsOf(document, 'a')).toBe('two three four')
    expect(wordsOf(document, 'b')).toBe('three')
  })

  it('crosses another without either losing words', () => {
    let document = doc(p('one two three four'))
    for (const [letter, start, end] of [['a', 0, 13] as const, ['b', 4, 18] as const])
      for (const step of addClaimSteps(document, id(letter), { start, end })) document = step.apply(document).doc ?? document
    expect(wordsOf(document, 'a')).toBe('one two three')
    expect(wordsOf(document, 'b')).toBe('two three four')
  })

  it('may cover several paragraphs and is one range then', () => {
    let document = doc(p('one two'), p(''), p('three four'))
    for (const step of addClaimSteps(document, id('a'), { start: 4, end: 14 })) document = step.apply(document).doc ?? document
    expect(claimRanges(document).get(id('a'))).toEqual([{ start: 4, end: 14 }])
    expect(wordsOf(document, 'a')).toBe('two\n\nthree')
  })

  it('does not take in words typed at either edge', () => {
    const writer = new Writer(article()).cursorBefore('$145').type('about ').cursorAfter('$145 billion').type(' or so')
    expect(writer.words('a')).toBe('$145 billion')
    expect(textOf(writer.doc)).toContain('about $145 billion or so')
  })

  it('takes in words typed inside it', () => {
    expect(new Writer(article()).cursorAfter('$14').type('9').words('a')).toBe('$1495 billion')
  })

  it('moves to the words that replace exactly its own, typed letter by letter', () => {
    const writer = new Writer(article()).select('$145 billion').type('a lot of money')
    expect(writer.words('a')).toBe('a lot of money')
  })

  it('keeps its last word when that is rewritten with backspace', () => {
    const writer = new Writer(article()).cursorAfter('$145 billion').backspace(7).type('million')
    expect(writer.words('a')).toBe('$145 million')
  })

  it('comes back when all its words are deleted and others typed at once in their place', () => {
    const writer = new Writer(article()).select('$145 billion').backspace()
    expect(writer.words('a')).toBeNull()
    expect(writer.type('much').words('a')).toBe('much')
  })

  it('does not follow the writer once the cursor has been elsewhere', () => {
    const writer = new Writer(article()).select('$145 billion').type('much').cursorAfter('army').cursorAfter('much').type('!')
    expect(writer.words('a')).toBe('much')
  })

  it('stays on both halves of a split and is whole after the merge', () => {
    const writer = new Writer(article()).cursorAfter('$145').enter()
    expect(writer.words('a')).toBe('$145\n billion')
    expect(writer.apply((tr) => tr.join(tr.selection.from - 1)).words('a')).toBe('$145 billion')
  })

  it('survives undo and redo of each of these', () => {
    const actions: ((writer: Writer) => Writer)[] = [
      (writer) => writer.select('$145 billion').type('x'),
      (writer) => writer.select('$145 billion').backspace(),
      (writer) => writer.cursorAfter('$145').enter(),
      (writer) => writer.cursorAfter('$145').type('0'),
      (writer) => writer.select('spent $145').backspace(),
    ]
    for (const act of actions) {
      const writer = new Writer(article())
      const before = writer.doc
      act(writer)
      const after = writer.doc
      expect(writer.undo().doc.eq(before)).toBe(true)
      expect(writer.redo().doc.eq(after)).toBe(true)
      expect(writer.undo().doc.eq(before)).toBe(true)
    }
  })

  it('is taken out of a pasted slice when the claim is still in the article, at any depth', () => {
    const document = doc(schema.node('blockquote', null, [p('one [a:two] [b:three]')]))
    const clean = withoutClaims(document.slice(0, document.content.size), (claimId) => claimId === id('a'))
    const pasted = doc(...(Slice.fromJSON(schema, clean.toJSON()).content.content as never[]))
    expect(wordsOf(pasted, 'a')).toBeNull()
    expect(wordsOf(pasted, 'b')).toBe('three')
  })

  it('can be moved and removed without touching the text', () => {
    let document = article()
    const text = textOf(document)
    for (const step of moveClaimSteps(document, id('a'), { start: 0, end: 8 })) document = step.apply(document).doc ?? document
    expect(wordsOf(document, 'a')).toBe('The city')
    for (const step of removeClaimSteps(document, id('a'))) document = step.apply(document).doc ?? document
    expect(wordsOf(document, 'a')).toBeNull()
    expect(textOf(document)).toBe(text)
  })

  it('stands in code and headlines, and formatting does not tear it off', () => {
    const code = schema.mark('code')
    const document = doc(p('one [a:two three] four'))
    const tr = new Writer(document).state.tr.addMark(5, 8, code)
    expect(wordsOf(tr.doc, 'a')).toBe('two three')
    expect(() => readDocument(tr.doc.toJSON())).not.toThrow()
  })
})

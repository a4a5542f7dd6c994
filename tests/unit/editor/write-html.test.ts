import { DOMSerializer } from '@tiptap/pm/model'
import { parseHTML } from 'linkedom'
import { describe, expect, it } from 'vitest'
import { writeHtml } from '@/lib/editor/html/write-html'
import { shownProposals } from '@/lib/editor/queries/shown-proposals'
import { schema } from '@/lib/editor/schema'
import { textOf } from '@/lib/editor/text-map'
import { EVERY_BLOCK } from '@/tests/fixtures/every-block'

/** A tree without the order of attributes. */
function plain(element: Element): unknown {
  const attributes = [...element.attributes].map(({ name, value }) => `${name}=${value}`).sort()
  const children = [...element.childNodes].map((child) => (child.nodeType === 3 ? child.textContent : plain(child as Element)))
  return [element.tagName, attributes, children]
}

describe('the text written before any script ran', () => {
  it('is what the editor draws, for every kind of node and mark', () => {
    const { document } = parseHTML('<!doctype html><html><body></body></html>')
    const doc = schema.nodeFromJSON(EVERY_BLOCK)
    const drawn = document.createElement('div')
    DOMSerializer.fromSchema(schema).serializeFragment(
      doc.content,
      { document: document as unknown as Document },
      drawn as unknown as HTMLElement,
    )
    const written = document.createElement('div')
    written.innerHTML = writeHtml(doc, () => null).replaceAll('<br>', '')
    for (const claim of drawn.querySelectorAll('[data-claim]')) claim.replaceWith(...claim.childNodes)
    for (const view of written.querySelectorAll('.tableWrapper')) view.replaceWith(...view.childNodes)
    drawn.innerHTML = `${drawn.innerHTML}`
    for (const line of drawn.querySelectorAll('br')) line.remove()
    expect(plain(written as unknown as Element)).toEqual(plain(drawn as unknown as Element))
  })
  it('shows what is proposed after the words it is to replace, across marks and lines', () => {
    const bold = schema.mark('bold')
    const doc = schema.node('doc', null, [
      schema.node('paragraph', null, [schema.text('The mill '), schema.text('closed', [bold]), schema.text(' in 1952.')]),
      schema.node('bulletList', null, [schema.node('listItem', null, [schema.node('paragraph', null, [schema.text('Forty <people>.')])])]),
    ])
    const text = textOf(doc)
    const at = (words: string, after: string) => {
      const start = text.indexOf(words)
      return { correction: { id: words, after }, range: { start, end: start + words.length } }
    }
    const shown = shownProposals(doc, [
      at('mill closed in', 'mills shut & burnt in'),
      at('<people>', 'men'),
      { correction: { id: 'gone', after: 'x' }, range: null },
    ])
    expect(writeHtml(doc, () => null, shown)).toBe(
      '<p>The <del class="proposal-old">mill </del><strong><del class="proposal-old">closed</del></strong>' +
        '<del class="proposal-old"> in</del><ins class="proposal-new">mills shut &amp; burnt in</ins> 1952.</p>' +
        '<ul><li><p>Forty <del class="proposal-old">&lt;people&gt;</del><ins class="proposal-new">men</ins>.</p></li></ul>',
    )
  })
  it('writes what is proposed for a whole mark behind it, and at a line’s end and beginning where the editor draws it', () => {
    const bold = schema.mark('bold')
    const doc = schema.node('doc', null, [
      schema.node('paragraph', null, [schema.text('closed', [bold]), schema.text(' then')]),
      schema.node('paragraph', null, [schema.text('last', [bold])]),
      schema.node('paragraph'),
    ])
    const written = (from: number, to: number) => writeHtml(doc, () => null, [{ from, to, after: 'new' }])
    const [old, fresh] = [(words: string) => `<del class="proposal-old">${words}</del>`, '<ins class="proposal-new">new</ins>']
    const [one, two, three] = ['<p><strong>closed</strong> then</p>', '<p><strong>last</strong></p>', '<p><br></p>']
    expect(written(1, 7)).toBe(`<p><strong>${old('closed')}</strong>${fresh} then</p>${two}${three}`)
    expect(written(14, 18)).toBe(`${one}<p><strong>${old('last')}</strong>${fresh}</p>${three}`)
    // Over a line's end: the new words begin the next line, an empty one too.
    expect(written(8, 14)).toBe(`<p><strong>closed</strong> ${old('then')}</p><p><strong>${fresh}last</strong></p>${three}`)
    expect(written(14, 20)).toBe(`${one}<p><strong>${old('last')}</strong></p><p>${fresh}<br></p>`)
  })
  it('shows each claim by its look, and escapes everything', () => {
    const doc = schema.node('doc', null, [
      schema.node('paragraph', null, [
        schema.text('a <b> & "c" '),
        schema.text('claimed', [schema.mark('claim', { id: 'claim-0001' })]),
        schema.text(' unknown', [schema.mark('claim', { id: 'claim-0002' })]),
      ]),
      schema.node('paragraph'),
    ])
    expect(writeHtml(doc, (id) => (id === 'claim-0001' ? 'checked' : null))).toBe(
      '<p>a &lt;b&gt; &amp; &quot;c&quot; <mark class="claim-look look-checked level-0">claimed</mark> unknown</p><p><br></p>',
    )
  })
})

import { DOMSerializer } from '@tiptap/pm/model'
import { parseHTML } from 'linkedom'
import { describe, expect, it } from 'vitest'
import { writeHtml } from '@/lib/editor/html/write-html'
import { schema } from '@/lib/editor/schema'
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

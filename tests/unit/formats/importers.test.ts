import { describe, expect, it } from 'vitest'
import { readDocument } from '@/lib/editor/schema'
import { textOf } from '@/lib/editor/text-map'
import { importHtml, importPastedHtml } from '@/lib/formats/importers/html'
import type { Imported } from '@/lib/formats/importers/import-result'
import { importMarkdown } from '@/lib/formats/importers/markdown'
import { importText } from '@/lib/formats/importers/text'

const bytes = (text: string) => new TextEncoder().encode(text)
const blocks = (imported: Imported) => {
  const names: string[] = []
  readDocument(imported.document).forEach((node) => {
    names.push(node.type.name)
  })
  return names
}
const text = (imported: Imported) => textOf(readDocument(imported.document))
const said = (imported: Imported) => imported.messages.map((one) => one.message).join(' ')

describe('a page', () => {
  it('with words in the place of others has them as taken, and says so; words only struck stay struck', () => {
    const imported = importHtml(bytes('<p>It cost <del>12</del> <ins>13</ins> million, <del>gone</del>, <ins class="ad">kept</ins>.</p>'))
    expect(text(imported)).toBe('It cost 13 million, gone, kept.')
    expect(JSON.stringify(imported.document)).toContain('"strike"')
    expect(said(imported)).toContain('tracked changes (1 insertion, 1 deletion)')
  })
  it('with a list that counts from where no article can says so', () => {
    for (const start of ['-3', '99999'])
      expect(said(importHtml(bytes(`<ol start="${start}"><li>A bridge</li></ol>`)))).toContain(
        `counts from ${start} was read as one that counts from 1: “A bridge”`,
      )
    expect(said(importHtml(bytes('<ol start="7"><li>A bridge</li></ol>')))).toBe('')
  })
})

describe('plain text', () => {
  it('is a paragraph a line without blank lines', () => {
    expect(text(importText(bytes('one\ntwo\r\nthree')))).toBe('one\ntwo\nthree')
  })
  it('keeps a single break inside a paragraph where blank lines part them', () => {
    const imported = importText(bytes('one\ntwo\n\nthree'))
    expect(blocks(imported)).toEqual(['paragraph', 'paragraph'])
    expect(text(imported)).toBe('one\ntwo\nthree')
  })
  it('keeps the dash of a range of figures that was cut, and names it', () => {
    const filler =
      'what the audit office said in its report on the town and\nits money in the last week of the month of the year and\nthat nobody in the office had ever denied to anyone who\n'
    const imported = importText(
      new TextEncoder().encode(
        `The committee found that in the years between the 2015-\n2019 terms the town had spent between 12–\n15 million, which is\n${filler}asked.\n`,
      ),
    )
    expect(textOf(readDocument(imported.document))).toContain('2015-2019 terms the town had spent between 12–15 million')
    expect(said(imported)).toMatch(/2015-2019, 12–15/)
  })
  it('joins lines that were cut to a width, and says so', () => {
    const line = 'These words were cut to a width by some program for mail, as it was'
    const imported = importText(bytes(`${line}\n${line}\n${line}\nend.\n\n${line}\n${line}\n${line}\nend.`))
    expect(blocks(imported)).toHaveLength(2)
    expect(said(imported)).toMatch(/cut to a width/)
  })
  it('leaves out NUL and other unprintable characters, and says so; emoji and right-to-left text stay', () => {
    const imported = importText(bytes('a\u0000b 👩‍🚀 שלום عالم'))
    expect(text(imported)).toBe('ab 👩‍🚀 שלום عالم')
    expect(said(imported)).toMatch(/1 character .* left out/)
  })
  it('reads UTF-16 and Windows-1252', () => {
    expect(text(importText(new Uint8Array([0xff, 0xfe, 0xe9, 0, 0x61, 0])))).toBe('éa')
    expect(text(importText(new Uint8Array([0x63, 0x61, 0x66, 0xe9])))).toBe('café')
  })
  it('refuses what is no text, saying what it is', () => {
    expect(() => importText(bytes('%PDF-1.7 …'))).toThrow(/This is a PDF/)
    expect(() => importText(bytes(' \n '))).toThrow(/no text/)
  })
})

describe('pasted and saved HTML', () => {
  it('keeps headline, subheads, lists, quotations, links, tables and pictures with captions', () => {
    const imported = importPastedHtml(
      bytes(
        '<h1>Head</h1><p>One <a href="https://example.org/a">link</a>.</p><h2>Sub</h2><ul><li>a</li><li>b</li></ul><blockquote><p>said</p></blockquote><table><tr><th>x</th></tr><tr><td>1</td></tr></table><figure><img src="https://example.org/i.jpg" alt="A pipe"><figcaption>The pipe</figcaption></figure>',
      ),
    )
    expect(blocks(imported)).toEqual(['headline', 'paragraph', 'heading', 'bulletList', 'blockquote', 'table', 'figure'])
    expect(text(imported)).toContain('The pipe')
    expect(said(imported)).toMatch(/not loaded/)
  })
  it('never brings words in in another order: a heading below other words is no headline', () => {
    const imported = importPastedHtml(bytes('<p>Economy</p><h1>Head</h1><p>One.</p><h1>Second</h1>'))
    expect(blocks(imported)).toEqual(['paragraph', 'heading', 'paragraph', 'heading'])
    expect(text(imported)).toBe('Economy\nHead\nOne.\nSecond')
    // A picture above is no words; dek and byline have places of their own.
    expect(
      blocks(importPastedHtml(bytes('<figure><img src="https://example.org/i.jpg" alt="A pipe"></figure><h1>Head</h1><p>One.</p>')))[0],
    ).toBe('headline')
  })
  it('drops scripts, handlers, javascript: links and foreign claim marks', () => {
    const imported = importPastedHtml(
      bytes(
        '<p onclick="x()">a<script>alert(1)</script> <a href="java\nscript:alert(1)">b</a> <mark data-claim="abcdef123">c</mark><img src=x onerror=alert(1)></p>',
      ),
    )
    const json = JSON.stringify(imported.document)
    expect(json).not.toMatch(/script|onerror|onclick|claim/)
    expect(text(imported)).toBe('a b c')
  })
  it('makes lists of what Word’s clipboard calls lists', () => {
    const imported = importPastedHtml(
      bytes(
        '<p class=MsoListParagraphCxSpFirst style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·<span> </span></span>first</p><p class=MsoListParagraphCxSpLast style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·</span>second</p><p>after</p>',
      ),
    )
    expect(blocks(imported)).toEqual(['bulletList', 'paragraph'])
    expect(text(imported)).toBe('first\nsecond\nafter')
  })
  it('reads bold and italics of Google Docs from its styles', () => {
    const imported = importPastedHtml(
      bytes(
        '<b style="font-weight:normal"><p><span style="font-weight:700">heavy</span> <span style="font-style:italic">slanted</span></p></b>',
      ),
    )
    expect(JSON.stringify(imported.document)).toMatch(/"bold".*"italic"/)
    expect(JSON.stringify(imported.document).match(/"bold"/g)).toHaveLength(1)
  })
  it('takes the article out of a page with menus', () => {
    const paragraph =
      '<p>The council voted on Monday to buy the waterworks back for a sum that surprised everybody in the room, according to people who were there.</p>'
    const imported = importHtml(
      bytes(
        `<!doctype html><html><head><title>Vote - The Paper</title></head><body><nav><a href="/">Home</a> <a href="/x">Sport</a></nav><article><h1>Council votes</h1>${paragraph.repeat(6)}</article><footer>Imprint</footer><script>1</script></body></html>`,
      ),
    )
    expect(text(imported)).toMatch(/^Council votes\n/)
    expect(text(imported)).not.toMatch(/Imprint|Sport/)
  })
})

describe('Markdown', () => {
  it('keeps its structure and leaves front matter out, saying so', () => {
    const imported = importMarkdown(bytes('---\nlayout: x\n---\n# Head\n\nOne **two**.\n\n1. a\n2. b\n\n| a |\n|---|\n| 1 |\n'))
    expect(blocks(imported)).toEqual(['headline', 'paragraph', 'orderedList', 'table'])
    expect(said(imported)).toMatch(/front matter/)
  })
})

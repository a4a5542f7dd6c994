import { describe, expect, it } from 'vitest'
import { readDocument } from '@/lib/editor/schema'
import { textOf } from '@/lib/editor/text-map'
import { importHtml } from '@/lib/formats/importers/html'
import type { Imported } from '@/lib/formats/importers/import-result'
import { importMarkdown } from '@/lib/formats/importers/markdown'
import { importText } from '@/lib/formats/importers/text'

const bytes = (text: string) => new TextEncoder().encode(text)
function outline(imported: Imported) {
  const doc = readDocument(imported.document)
  return {
    doc,
    text: textOf(doc),
    said: imported.messages.map((one) => one.message).join(' '),
    marked: (name: string) => {
      const words: string[] = []
      doc.descendants((node) => {
        if (node.marks.some((mark) => mark.type.name === name)) words.push(node.text ?? '')
      })
      return words
    },
  }
}

describe('what a note says', () => {
  it('has a line for each of its paragraphs and the addresses of its links', () => {
    const { remarks } = importHtml(
      bytes(
        '<p>It rose.<a href="#fn1" id="r1"><sup>1</sup></a></p><section class="footnotes"><ol><li id="fn1"><p>See <a href="https://register.example/3">the register</a>.</p><p>Second para: https://b.example/ <a href="https://b.example/">https://b.example/</a> <a href="#r1">↩</a></p></li></ol></section>',
      ),
      { remarks: 'claims' },
    )
    expect(remarks?.map(({ text }) => text)).toEqual([
      'See the register (https://register.example/3).\nSecond para: https://b.example/ https://b.example/',
    ])
    const markdown = importMarkdown(bytes('It rose.[^1]\n\n[^1]: In [the register](https://register.example/3).\n'), { remarks: 'claims' })
    expect(markdown.remarks?.map(({ text }) => text)).toEqual(['In the register (https://register.example/3).'])
  })
})

describe('footnotes', () => {
  const page = (body: string) => outline(importHtml(bytes(`<html><body>${body}</body></html>`)))
  it.each([
    [
      'of pandoc',
      '<p>It rose.<a href="#fn1" class="footnote-ref" id="fnref1"><sup>1</sup></a> Then fell.</p><section class="footnotes"><hr/><ol><li id="fn1"><p>Board, p. 4.<a href="#fnref1">↩︎</a></p></li></ol></section>',
    ],
    [
      'of Word’s web pages',
      '<p>It rose.<a href="#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference>[1]</span></a> Then fell.</p><div><hr><div id=ftn1><p><a href="#_ftnref1" name="_ftn1"><span>[1]</span></a> Board, p. 4.</p></div></div>',
    ],
    [
      'of LibreOffice',
      '<p>It rose.<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a> Then fell.</p><div id="sdfootnote1"><p><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>Board, p. 4.</p></div>',
    ],
  ])('%s are taken out, quoted with where they stood', (_name, body) => {
    const { text, said } = page(body)
    expect(text).toBe('It rose. Then fell.')
    expect(said).toContain('A footnote at “It rose.” is not in the text: “Board, p. 4.”')
  })
  it('of Markdown are read with all their paragraphs; a sign without a note stays', () => {
    const { text, said } = outline(importMarkdown(bytes('It rose[^a] and fell[^b].\n\n[^a]: Board, p. 4.\n\n    And a call.\n\nEnd.\n')))
    expect(text).toBe('It rose and fell[^b].\nEnd.')
    expect(said).toContain('“Board, p. 4. And a call.”')
  })
  it('of pandoc within the line are notes; in code they are code', () => {
    const { text, said } = outline(
      importMarkdown(
        bytes('It rose.^[Board, p. 4, see [the minutes](https://town.example/m).] Then `^[a-z]` fell^2^.\n\n```\n^[0-9]+$\n```\n'),
      ),
    )
    expect(text).toBe('It rose. Then ^[a-z] fell2.\n^[0-9]+$')
    expect(said).toContain('A footnote at “It rose.” is not in the text: “Board, p. 4, see the minutes.”')
  })
  it('are not any two links that point at each other’s section', () => {
    const { text } = page(
      '<p><a href="#b" id="a">To part two</a> of this long page.</p><h2 id="b">Part two</h2><p>Words. <a href="#a">Up</a></p>',
    )
    expect(text).toContain('Part two')
    expect(text).toContain('Words.')
  })
})

describe('a page that Google Docs saves', () => {
  it('keeps title, bold, italics, levels of lists and addresses, and no comments', () => {
    const { doc, text, said, marked } = outline(
      importHtml(
        bytes(
          '<html><head><style type="text/css">.c1{font-weight:400}.c2{font-weight:700}.c3{font-style:italic}.c4{vertical-align:super}</style></head><body class="doc-content"><p class="c1 title"><span>Rain</span></p><p class="c1 subtitle"><span>Lots</span></p><p><span class="c2">40 mm</span><span class="c1"> in </span><span class="c3">May</span><sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup><span class="c4">2</span><a href="https://www.google.com/url?q=https://rain.example/r%3Fa%3D1&amp;sa=D">report</a></p><ol class="lst-kix_q-0 start"><li><span>One</span></li></ol><ol class="lst-kix_q-1 start"><li><span>Inner</span></li></ol><ol class="lst-kix_q-0"><li><span>Two</span></li></ol><div><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>Check this</span></p></div></body></html>',
        ),
      ),
    )
    expect(doc.children.map((node) => node.type.name)).toEqual(['headline', 'dek', 'paragraph', 'orderedList'])
    expect(text).toBe('Rain\nLots\n40 mm in May2report\nOne\nInner\nTwo')
    expect([marked('bold'), marked('italic'), marked('superscript')]).toEqual([['40 mm'], ['May'], ['2']])
    expect(JSON.stringify(doc.toJSON())).toContain('"https://rain.example/r?a=1"')
    expect(doc.lastChild?.childCount).toBe(2)
    expect(said).toContain('1 comment was not read')
  })
})

describe('a byline', () => {
  const story = '<p>'.concat(
    'The council met on Monday to look at the dam, which holds forty million litres and was built in 1911. '.repeat(4),
    '</p>',
  )
  const page = (head: string) =>
    outline(
      importHtml(
        bytes(
          `<html><head><meta name="author" content="Jo Doe"></head><body><nav>Menu</nav><article><h1>Dam</h1>${head}${story}${story}</article><p class="byline">By Somebody Else</p></body></html>`,
        ),
      ),
    )
  it('has every author the page prints above the text', () => {
    expect(page('<div class="byline">By <a>Jo Doe</a> and <a>An Other</a></div>').text).toContain('By Jo Doe and An Other')
    expect(page('<span itemprop="author">Jo Doe</span> <span itemprop="author">An Other</span>').text).toContain('Jo Doe, An Other')
  })
  it('is the known author when the page prints none', () => {
    expect(page('').text.split('\n')[1]).toBe('Jo Doe')
  })
})

describe('Markdown', () => {
  it('keeps numbers, powers, captions and years as they are written', () => {
    const { doc, text, marked, said } = outline(
      importMarkdown(
        bytes('10^6^ and H~2~O\n\n1. a\n2. b\n\n7. c\n\n1986. A year.\n\n![Dam](https://dam.example/a.jpg "In 2024")\n\n- [x] done\n'),
      ),
    )
    expect(marked('superscript')).toEqual(['6'])
    expect(marked('subscript')).toEqual(['2'])
    expect(doc.children.filter((node) => node.type.name === 'orderedList').map((node) => node.attrs.start)).toEqual([1, 7])
    expect(text).toContain('1986. A year.')
    expect(text).toContain('In 2024')
    expect(said).toContain('1 check box of a task list')
  })
})

describe('text copied from a PDF', () => {
  it('gets its lines and words back, and says which words and lines to look at', () => {
    const { text, said } = outline(
      importText(
        bytes(
          'The ﬁrst well-known dam holds for-\nty mil\u00ad\nlion litres, the well-\nknown board told the coun-\ncil.\n17\nNobody had doub\u00adled it.',
        ),
      ),
    )
    expect(text).toBe('The first well-known dam holds forty million litres, the well-known board told the council.\nNobody had doubled it.')
    expect(said).toMatch(/look at these: forty, million, well-known, council/)
    expect(said).toMatch(/only a number.*17/)
  })
  it('is not seen in lines that are meant: verse, lists, speech', () => {
    const lines = ['apples', 'pears and plums', 'a third thing on the list', 'and a fourth']
    expect(outline(importText(bytes(lines.join('\n')))).text).toBe(lines.join('\n'))
    const speech = ['“No,” she said.', 'He laughed and went away to the harbour.', 'The ship had left at nine o’clock.']
    expect(outline(importText(bytes(speech.join('\n')))).text).toBe(speech.join('\n'))
  })
})

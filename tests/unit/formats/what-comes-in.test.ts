import { describe, expect, it } from 'vitest'
import { readDocument } from '@/lib/editor/schema'
import { textOf } from '@/lib/editor/text-map'
import { importHtml, importPastedHtml } from '@/lib/formats/importers/html'
import type { Imported } from '@/lib/formats/importers/import-result'
import { importMarkdown } from '@/lib/formats/importers/markdown'
import { importText } from '@/lib/formats/importers/text'

const bytes = (text: string) => new TextEncoder().encode(text)
function read(imported: Imported) {
  const doc = readDocument(imported.document)
  const marked: string[] = []
  doc.descendants((node) => {
    const raised = node.marks.find((mark) => /script$/.test(mark.type.name))
    if (raised) marked.push(`${raised.type.name} ${node.text}`)
  })
  return {
    doc,
    text: textOf(doc),
    said: imported.messages.map(({ message }) => message).join('\n'),
    marked,
    notes: (imported.remarks ?? []).map(({ text, ranges }) => [
      ranges.map(({ start, end }) => textOf(doc).slice(start, end)).join(' … '),
      text,
    ]),
  }
}
const html = (body: string, options = {}) => read(importHtml(bytes(body), options))
const markdown = (body: string, options = {}) => read(importMarkdown(bytes(body), options))

describe('what a browser draws and HTML only hints at', () => {
  it('the marks of a quotation in the line are copy, in its language', () => {
    expect(html('<p>He said <q>it is <q>so</q></q>.</p>').text).toBe('He said “it is ‘so’”.')
    expect(html('<p lang="de">Er sagte <q>so</q>.</p>').text).toBe('Er sagte „so“.')
  })
  it.each(['0.5em', '5pt', '40%', 'super'])('words raised by %s are raised', (by) => {
    expect(html(`<p>10<span style="vertical-align:${by}">6</span> km</p>`).marked).toEqual(['superscript 6'])
    expect(html(`<p>H<span style="vertical-align:-${by}">2</span>O</p>`).marked).toEqual(by === 'super' ? [] : ['subscript 2'])
  })
  it('a point or less is only for looks', () => {
    expect(html('<p>10<span style="vertical-align:1px">6</span> km</p>').marked).toEqual([])
  })
  it('a formula that KaTeX draws twice stands once; one of MathJax stands as it was written, and is told', () => {
    const katex =
      '<p>It is <span class="katex"><span class="katex-mathml"><math><msup><mn>10</mn><mn>6</mn></msup></math></span><span class="katex-html" aria-hidden="true"><span>1</span><span>0</span><span>6</span></span></span> people.</p>'
    expect(html(katex)).toMatchObject({ text: 'It is 106 people.', marked: ['superscript 6'] })
    const mathjax = html('<p>It is <span class="MathJax_Preview">10^6</span><script type="math/tex">10^6</script> people.</p>')
    expect(mathjax.text).toBe('It is 10^6 people.')
    expect(mathjax.said).toContain('as it was written for TeX: “10^6”')
  })
})

describe('lists that Word puts on the clipboard', () => {
  const item = (shown: string, words: string, level = 1) =>
    `<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level${level} lfo1'><![if !supportLists]><span style='mso-list:Ignore'>${shown}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>${words}</p>`
  const lists = (...items: string[]) =>
    read(importPastedHtml(bytes(items.join('')))).doc.children.map((list) => [
      list.type.name,
      list.attrs.start ?? null,
      list.attrs.type ?? null,
      list.childCount,
    ])
  it.each([
    ['figures from 4', ['4.', '5.'], [['orderedList', 4, null, 2]]],
    ['small letters', ['a)', 'b)', 'c)'], [['orderedList', 1, 'a', 3]]],
    ['Roman numbers', ['i.', 'ii.', 'iii.', 'iv.', 'v.'], [['orderedList', 1, 'i', 5]]],
    ['letters as far as v', ['u.', 'v.'], [['orderedList', 21, 'a', 2]]],
    ['in brackets', ['(1)', '(2)'], [['orderedList', 1, null, 2]]],
    [
      'numbers that jump',
      ['5.', '7.'],
      [
        ['orderedList', 5, null, 1],
        ['orderedList', 7, null, 1],
      ],
    ],
    ['signs', ['·', '·'], [['bulletList', null, null, 2]]],
    ['the sign o', ['o', 'o'], [['bulletList', null, null, 2]]],
  ])('%s', (_name, shown, expected) => {
    expect(lists(...shown.map((one, index) => item(one, `item ${index}`)))).toEqual(expected)
  })
  it('in each other, each counting for itself', () => {
    const { doc, text } = read(
      importPastedHtml(bytes([item('1.', 'one'), item('a)', 'in one', 2), item('b)', 'more', 2), item('2.', 'two')].join(''))),
    )
    expect(text).toBe('one\nin one\nmore\ntwo')
    expect(doc.firstChild?.childCount).toBe(2)
    expect(doc.firstChild?.firstChild?.lastChild?.attrs.type).toBe('a')
  })
})

describe('footnotes of Markdown', () => {
  it('that no place names are told, and no copy', () => {
    const { text, said } = markdown('A one.\n\n[^a]: Internal: our source is Jane Doe\n')
    expect(text).toBe('A one.')
    expect(said).toContain('A footnote that no place names was left out: “Internal: our source is Jane Doe”')
  })
  it('named in a note stand in it', () => {
    const { text, notes } = markdown('A one.[^a]\n\n[^a]: See the board[^b].\n[^b]: Minutes of May\n', { remarks: 'claims' })
    expect([text, notes]).toEqual(['A one.', [['A one.', 'See the board (Minutes of May).']]])
  })
  it('are none in code, and keep code of their own', () => {
    const { text, notes } = markdown('Use `[^1]` here. A.[^1]\n\n[^1]: Run `npm` first\n', { remarks: 'claims' })
    expect([text, notes]).toEqual(['Use [^1] here. A.', [['A.', 'Run npm first']]])
  })
  it('named twice stand once', () => {
    const { text, notes, said } = markdown('A one.[^a] B two.[^a]\n\n[^a]: Minutes\n', { remarks: 'claims' })
    expect([text, notes]).toEqual(['A one. B two.', [['A one.', 'Minutes']]])
    expect(said).toContain('that several places name stands at the first')
  })
  it.each(['   [^a]: Minutes', '- [^a]: Minutes', '[^a]: Minutes\n\n\tof May'])('written as %j', (definition) => {
    const { text, notes } = markdown(`A one.[^a]\n\n${definition}\n`, { remarks: 'claims' })
    expect(text).toBe('A one.')
    expect(notes.map(([, said]) => said?.replace(/\s+/g, ' '))).toEqual([definition.includes('May') ? 'Minutes of May' : 'Minutes'])
  })
})

it('What is raised in a note stays raised in what it says', () => {
  const body =
    '<p>It rose.<a href="#fn1" id="r1"><sup>1</sup></a></p><ol><li id="fn1"><p>See 10<sup>6</sup> tons, H<sub>2</sub>O, x<sup>2k</sup>, the 1<sup>st</sup>. <a href="#r1">back</a></p></li></ol>'
  expect(html(body, { remarks: 'claims' }).notes).toEqual([['It rose.', 'See 10⁶ tons, H₂O, x^(2k), the 1st.']])
})

// Bounds of minutes against work that took the square of the length: each was 10 s to a minute before.
describe('long input takes time that grows with its length', () => {
  const within = (seconds: number, work: () => unknown) => {
    const begun = performance.now()
    work()
    expect(performance.now() - begun).toBeLessThan(seconds * 1_000)
  }
  it('ten thousand double breaks', { timeout: 60_000 }, () => {
    within(20, () => html(`<p>${'line one<br><br>'.repeat(10_000)}</p>`))
  })
  it('two thousand footnotes of one paragraph', { timeout: 60_000 }, () => {
    const numbers = Array.from({ length: 2_000 }, (_, index) => index)
    const signs = numbers.map((n) => `Line ${n}.<a href="#fn${n}" id="r${n}"><sup>${n}</sup></a> `).join('')
    const list = numbers.map((n) => `<li id="fn${n}"><p>Note ${n} <a href="#r${n}">back</a></p></li>`).join('')
    within(20, () => html(`<p>${signs}</p><ol>${list}</ol>`))
    within(20, () => html(`<p>${signs}</p><ol>${list}</ol>`, { remarks: 'claims' }))
  })
  it('four thousand footnotes of Markdown', { timeout: 60_000 }, () => {
    const numbers = Array.from({ length: 4_000 }, (_, index) => index)
    within(20, () =>
      markdown(`${numbers.map((n) => `Line ${n}.[^n${n}]\n\n`).join('')}${numbers.map((n) => `[^n${n}]: Note ${n}\n`).join('')}`),
    )
  })
  it('ten thousand cut lines of one paragraph', { timeout: 60_000 }, () => {
    const lines = Array.from(
      { length: 10_000 },
      (_, index) => `the council met again and spoke of the long-await-${index % 2 ? '\ned dam' : 'ed dam'}`,
    )
    within(20, () => read(importText(bytes(lines.join('\n')))))
  })
  it.each(['span', 'b', 'mrow'])('markup in markup, thousands of <%s> deep, is read', (tag) => {
    const deep = `${`<${tag}>`.repeat(6_000)}the dam${`</${tag}>`.repeat(6_000)}`
    expect(html(`<p>It is ${tag === 'mrow' ? `<math>${deep}</math>` : deep}.</p>`).text).toBe('It is the dam.')
  })
})

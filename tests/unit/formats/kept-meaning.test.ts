import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { Messages } from '@/lib/core/article/import-messages'
import { isRightToLeft } from '@/lib/core/text/direction'
import { readDocument, schema } from '@/lib/editor/schema'
import { textOf } from '@/lib/editor/text-map'
import { writeDocx } from '@/lib/formats/exporters/docx'
import { writeHtml } from '@/lib/formats/exporters/html'
import { importPastedHtml } from '@/lib/formats/importers/html'
import { htmlToDocument } from '@/lib/formats/support/html-to-document'
import { snapshot } from '@/tests/factories/snapshot'

function read(html: string) {
  const messages = new Messages()
  const doc = readDocument(htmlToDocument(html, messages).document)
  return {
    doc,
    text: textOf(doc),
    said: messages
      .list()
      .map(({ message }) => message)
      .join(' '),
  }
}

/** Words with the marks on them: "10^6^". */
function marked(html: string, signs: Record<string, string>): string {
  let out = ''
  read(html).doc.descendants((node) => {
    if (node.isText)
      out += node.marks.reduce((inner, mark) => `${signs[mark.type.name] ?? ''}${inner}${signs[mark.type.name] ?? ''}`, node.text ?? '')
    return true
  })
  return out
}

async function wordXml(doc: unknown): Promise<Record<string, string>> {
  const taken = snapshot()
  const bytes = await writeDocx({ ...taken, claims: [], article: { ...taken.article, document: doc } } as never)
  return Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, part]) => [name, new TextDecoder().decode(part)]))
}

describe('tables', () => {
  it('keep the widths of their columns, by cell and by table', () => {
    const { doc } = read(
      '<table><caption>Prices</caption><colgroup><col width="120"><col width="80"></colgroup><tr><td>a</td><td>b</td></tr></table><table><tr><td colwidth="50">c</td><td>d</td></tr></table>',
    )
    const widths: unknown[] = []
    doc.descendants((node) => {
      if (node.type.name === 'tableCell') widths.push(node.attrs.colwidth)
    })
    expect(widths).toEqual([[120], [80], [50], null])
  })
})

describe('what stands above or below the line', () => {
  it('is kept, by tag and by style: a power is not a figure', () => {
    const signs = { superscript: '^', subscript: '_' }
    expect(marked('<p>10<sup>6</sup> and CO<sub>2</sub></p>', signs)).toBe('10^6^ and CO_2_')
    expect(marked('<p>2022<span style="font-size:8pt;vertical-align:super">3</span></p>', signs)).toBe('2022^3^')
    expect(marked('<h1>The 10<sup>6</sup> question</h1><p>x</p>', signs)).toBe('The 10^6^ questionx')
  })
  it('is kept in reports', async () => {
    const doc = read('<p>10<sup>6</sup> and CO<sub>2</sub></p>').doc.toJSON()
    const taken = snapshot()
    const html = writeHtml({ ...taken, claims: [], article: { ...taken.article, document: doc } } as never)
    expect(html).toContain('10<sup class="in-text">6</sup> and CO<sub>2</sub>')
    const xml = (await wordXml(doc))['word/document.xml'] ?? ''
    expect(xml).toMatch(/<w:vertAlign w:val="superscript"\/>.{0,80}>6</)
    expect(xml).toMatch(/<w:vertAlign w:val="subscript"\/>.{0,80}>2</)
  })
})

describe('what Word’s clipboard says', () => {
  it('of bold and italic for other scripts is not taken for bold and italic', () => {
    const signs = { bold: '*', italic: '/' }
    expect(marked('<p><b style="mso-bidi-font-weight:normal">kept</b></p>', signs)).toBe('*kept*')
    expect(marked('<p><span style="mso-bidi-font-weight:bold;mso-bidi-font-style:italic">plain</span></p>', signs)).toBe('plain')
    expect(marked('<p><b style="font-weight:normal">not bold</b></p>', signs)).toBe('not bold')
  })
  const item = (level: number, marker: string, words: string) =>
    `<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level${level} lfo1'><span style='mso-list:Ignore'>${marker}<span>&nbsp;&nbsp; </span></span>${words}</p>`
  it('of levels of a list nests it', () => {
    const { doc } = read(`${item(1, '·', 'One')}${item(2, 'o', 'Inner')}${item(2, 'o', 'Second')}${item(1, '·', 'Two')}<p>After</p>`)
    const list = doc.child(0)
    expect([list.type.name, list.childCount, list.child(0).child(1).type.name, list.child(0).child(1).childCount]).toEqual([
      'bulletList',
      2,
      'bulletList',
      2,
    ])
    expect(doc.textContent).toBe('OneInnerSecondTwoAfter')
  })
  it('of comments is left out, and that is said', () => {
    const { text, said } = read(
      '<p>Tolls fell by 13 percent<span class=MsoCommentReference><a href="#_msocom_1" class=msocomanchor>[JD1]</a></span>.</p>' +
        '<div style="mso-element:comment-list"><hr class=msocomoff><div style="mso-element:comment"><div id="_com_1" class=msocomtxt><p class=MsoCommentText>Minutes say 8?</p></div></div></div>',
    )
    expect(text).toBe('Tolls fell by 13 percent.')
    expect(said).toContain('1 Word comment was not read')
  })
})

describe('pictures and tables', () => {
  it('of a gallery all stay, with their captions and its own', () => {
    const { doc } = read(
      '<figure class="gallery"><figure><img src="https://a.example/1.jpg"><figcaption>One, 2021</figcaption></figure><figure><img src="https://a.example/2.jpg"><figcaption>Two, 2022</figcaption></figure><figcaption>Both of them</figcaption></figure><p>x</p>',
    )
    expect(doc.content.content.map((node) => `${node.type.name}:${node.textContent}`)).toEqual([
      'figure:One, 2021',
      'figure:Two, 2022',
      'paragraph:Both of them',
      'paragraph:x',
    ])
  })
  it('of one figure all stay', () => {
    const { doc } = read(
      '<figure><img src="https://a.example/1.jpg"><img src="https://a.example/2.jpg"><figcaption>Both</figcaption></figure><p>x</p>',
    )
    expect(doc.content.content.map((node) => `${String(node.attrs.src ?? '').slice(-5)}:${node.textContent}`)).toEqual([
      '1.jpg:',
      '2.jpg:Both',
      ':x',
    ])
  })
  it('have a table’s caption before it, not in a row nobody made', () => {
    const { doc } = read('<table><caption>Tolls, 2022</caption><tr><td>a</td><td>b</td></tr></table>')
    expect([doc.child(0).type.name, doc.child(0).textContent, doc.child(1).childCount]).toEqual(['paragraph', 'Tolls, 2022', 1])
  })
})

describe('numbered lists in Word', () => {
  it('count for themselves, each from its own start, in its own signs, nested by level', async () => {
    const { doc } = read('<ol start="3"><li>three<ol type="a"><li>inner</li></ol></li><li>four</li></ol><p>x</p><ol><li>one</li></ol>')
    const parts = await wordXml(doc.toJSON())
    const ids = [...(parts['word/document.xml'] ?? '').matchAll(/<w:ilvl w:val="(\d)"\/><w:numId w:val="(\d+)"/g)].map((match) => [
      match[1],
      match[2],
    ])
    expect(ids.map(([level]) => level)).toEqual(['0', '1', '0', '0'])
    expect(ids[0]?.[1]).toBe(ids[2]?.[1])
    expect(new Set(ids.map(([, id]) => id)).size).toBe(3)
    expect(parts['word/numbering.xml']).toMatch(/<w:start w:val="3"\/>/)
    expect(parts['word/numbering.xml']).toMatch(/<w:numFmt w:val="lowerLetter"\/>/)
  })
})

describe('text from right to left', () => {
  it('is told by its first letter', () => {
    expect(['שלום world', '(123) مرحبا', 'Hello שלום', '123', ''].map(isRightToLeft)).toEqual([true, true, false, false, false])
  })
  it('says so in reports', async () => {
    const doc = schema.node('doc', null, [
      schema.node('paragraph', null, [schema.text('הגשר עלה 5 מיליון.')]),
      schema.node('paragraph', null, [schema.text('It cost 5.')]),
    ])
    const xml = (await wordXml(doc.toJSON()))['word/document.xml'] ?? ''
    expect(xml.match(/<w:bidi\/>/g)).toHaveLength(1)
    expect(xml).toContain('<w:rtl/>')
    const taken = snapshot()
    expect(writeHtml({ ...taken, claims: [], article: { ...taken.article, document: doc.toJSON() } } as never)).toContain(
      '<p dir="auto">הגשר',
    )
  })
})

describe('what HTML says without words', () => {
  const read = (html: string) => {
    const { document, messages } = importPastedHtml(new TextEncoder().encode(html))
    return { doc: JSON.stringify(document), text: textOf(readDocument(document)), said: messages.map(({ message }) => message).join('\n') }
  }
  it('numbers of lists stay what was printed, also where they jump or go down', () => {
    const { doc, text } = read(
      '<ol><li>one</li><li value="5">five</li><li>six</li></ol><p>.</p><ol reversed><li>two</li><li>one</li></ol><ol type="a" start="3"><li value="4">d</li></ol>',
    )
    expect(text).toBe('one\nfive\nsix\n.\ntwo\none\nd')
    expect([...doc.matchAll(/"start":(\d+)/g)].map(([, start]) => start)).toEqual(['1', '5', '2', '1', '4'])
  })
  it.each([
    ['display:none', '<p>Seen.<span style="display:none"> Secret words</span></p>'],
    ['hidden', '<p>Seen.</p><div hidden>Secret words</div>'],
    ['visibility', '<p>Seen.<span style="visibility: hidden"> Secret words</span></p>'],
    ['mso-hide', '<p>Seen.<span style="mso-hide:all"> Secret words</span></p>'],
    ['a class', '<style>.x{display:none}</style><p>Seen.<span class="x"> Secret words</span></p>'],
  ])('hidden text is no copy, and is quoted: %s', (_, html) => {
    const { text, said } = read(html)
    expect(text).toBe('Seen.')
    expect(said).toContain('Hidden text was left out: “Secret words”')
  })
  it.each([
    ['<p>10<span style="position:relative;top:-3pt">6</span></p>', '"superscript"'],
    ['<p>H<span style="position:relative;top:2pt">2</span>O</p>', '"subscript"'],
    ['<p>10<span class="sup">6</span></p>', '"superscript"'],
    ['<style>.c2{text-decoration:line-through}</style><p><span class="c2">gone</span> here</p>', '"strike"'],
    ['<p>E = <math><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup></math></p>', '"superscript"'],
  ])('raised, lowered and struck letters stay so: %s', (html, mark) => {
    expect(read(html).doc).toContain(mark)
  })
  it('what opens at a click has its heading on a line of its own', () => {
    expect(read('<details><summary>Summary</summary>Body.</details><p>End.</p>').text).toBe('Summary\nBody.\nEnd.')
  })
  it('the words of what is left out are quoted', () => {
    const { said } = read(
      '<p>Text.</p><svg><text>Fig. 1: rising</text></svg><object>A clip of the mayor</object><form><textarea>What readers wrote to us last week.</textarea></form><noscript>Turn scripts on to see the table of costs.</noscript>',
    )
    for (const words of ['Fig. 1: rising', 'A clip of the mayor', 'What readers wrote to us last week.', 'Turn scripts on to see'])
      expect(said).toContain(words)
  })
})

it('a fraction says the same in a line', () => {
  const half = (top: string, bottom: string) => `<p>It is <math><mfrac>${top}${bottom}</mfrac></math>.</p>`
  const sum = '<mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow>'
  expect(read(half(sum, '<mn>2</mn>')).text).toBe('It is (a+b)/2.')
  expect(read(half('<mn>1</mn>', sum)).text).toBe('It is 1/(a+b).')
  expect(read(half('<mn>1</mn>', '<mrow><mn>2</mn></mrow>')).text).toBe('It is 1/2.')
})

import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { readDocument, schema } from '@/lib/editor/schema'
import { textOf } from '@/lib/editor/text-map'
import { writeCsv } from '@/lib/formats/exporters/csv'
import { writeDocx } from '@/lib/formats/exporters/docx'
import { importDocx } from '@/lib/formats/importers/docx'
import { importHtml } from '@/lib/formats/importers/html'
import { snapshot } from '@/tests/factories/snapshot'

const NAMES =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const run = (text: string, properties = '') =>
  `<w:r>${properties && `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`
const p = (...runs: string[]) => `<w:p>${runs.join('')}</w:p>`
const box = (text: string) => `<w:txbxContent>${p(run(text))}</w:txbxContent>`

/** A small Word file of the given body. */
function word(body: string, parts: Record<string, string> = {}): Uint8Array {
  const others = Object.keys(parts)
  const files: Record<string, string> = {
    '[Content_Types].xml': `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>`,
    '_rels/.rels': `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/_rels/document.xml.rels': `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${others.map((name, index) => `<Relationship Id="o${index}" Type="${RELATIONS}/${name}" Target="${name}.xml"/>`).join('')}</Relationships>`,
    'word/document.xml': `<?xml version="1.0"?><w:document ${NAMES}><w:body>${body}<w:sectPr/></w:body></w:document>`,
    ...Object.fromEntries(others.map((name) => [`word/${name}.xml`, `<?xml version="1.0"?>${parts[name]}`])),
  }
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])))
}

async function read(bytes: Uint8Array) {
  const imported = await importDocx(bytes)
  const doc = readDocument(imported.document)
  return { doc, text: textOf(doc), said: imported.messages.map((one) => one.message).join(' ') }
}

describe('what Word hides, boxes and computes', () => {
  it('leaves hidden text out, by run and by style, and says which', async () => {
    const { text, said } = await read(
      word(
        p(run('Seen'), run(' to self', '<w:vanish/>'), run(' always', '<w:vanish w:val="0"/>'), run(' styled', '<w:rStyle w:val="Note"/>')),
        {
          styles: `<w:styles ${NAMES}><w:style w:type="character" w:styleId="Note"><w:name w:val="Note"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>`,
        },
      ),
    )
    expect(text).toBe('Seen always')
    expect(said).toContain('“to self”')
    expect(said).toContain('“styled”')
  })
  it('reads letters of the font Symbol as what they show, also at their private codes', async () => {
    const font = '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'
    const { text } = await read(
      word(p(run('5 '), run('m', font), run('g, '), run('\uf0b3', font), run('7, \uf0a3'), run('8, '), run('½', font))),
    )
    expect(text).toBe('5 μg, ≥7, ≤8, ⏐')
  })
  it('does so in a page too, within that font alone', () => {
    const page =
      '<p>5 <font face="Symbol">m</font>g, <span style="font-family:Symbol">&#xF0B3;7 <i>a</i><span style="font-family:Arial">b</span></span></p>'
    expect(textOf(readDocument(importHtml(strToU8(page)).document))).toBe('5 μg, ≥7 αb')
  })
  it('keeps words of another direction and those with a reading above them, and parts lines and columns', async () => {
    const ruby = `<w:r><w:ruby><w:rubyPr/><w:rt>${run('kan')}</w:rt><w:rubyBase>${run('漢')}</w:rubyBase></w:ruby></w:r>`
    const { text, said } = await read(
      word(
        `${p(run('قال '), `<w:dir w:val="rtl">${run('العمدة')}</w:dir>`, run(' إن '), `<w:bdo w:val="ltr">${run('12')}</w:bdo>`, run(' مليون'))}${p(ruby, run('字'))}${p('<w:r><w:t>In 2019</w:t><w:cr/><w:t>12 people</w:t><w:ptab w:relativeTo="margin" w:alignment="right" w:leader="none"/><w:t>34 cars</w:t></w:r>')}`,
      ),
    )
    expect(text).toMatch(/^قال العمدة إن 12 مليون\n漢字\nIn 2019\n12 people\s34 cars$/)
    expect(said).toContain('1 reading above words (ruby) was left out')
  })
  it('tells what stands at the head of pages, which is no copy', async () => {
    const { text, said } = await read(
      word(p(run('It closed.')), {
        header: `<w:hdr ${NAMES}>${p(run('DRAFT, '), run('embargoed'))}</w:hdr>`,
        footer: `<w:ftr ${NAMES}>${p(run('3'))}</w:ftr>`,
      }),
    )
    expect(text).toBe('It closed.')
    expect(said).toBe('The pages of the file say “DRAFT, embargoed” at their head or foot; that is not part of the text.')
  })
  it('follows styles made from styles: hidden words, struck ones and raised ones', async () => {
    const styles = `<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${[
      '<w:style w:type="character" w:styleId="Hid"><w:name w:val="Hid"/><w:rPr><w:vanish/></w:rPr></w:style>',
      '<w:style w:type="character" w:styleId="Hid2"><w:name w:val="Hid2"/><w:basedOn w:val="Hid"/></w:style>',
      '<w:style w:type="character" w:styleId="Gone"><w:name w:val="Gone"/><w:rPr><w:strike/></w:rPr></w:style>',
      '<w:style w:type="character" w:styleId="Up"><w:name w:val="Up"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>',
    ].join('')}</w:styles>`
    const styled = (style: string, words: string) =>
      `<w:r><w:rPr><w:rStyle w:val="${style}"/></w:rPr><w:t xml:space="preserve">${words}</w:t></w:r>`
    const made = word(p(run('He '), styled('Gone', 'never '), run('said 10'), styled('Up', '6'), styled('Hid2', ' SECRET'), run('.')), {
      styles,
    })
    const { doc, text, said } = await read(made)
    expect(text).toBe('He never said 106.')
    expect(said).toContain('Hidden text was left out: “SECRET”')
    const marks: string[] = []
    doc.descendants((node) => {
      for (const mark of node.marks) marks.push(`${mark.type.name} ${node.text}`)
    })
    expect(marks).toEqual(['strike never ', 'superscript 6'])
  })
  it('raises what is set off its line by hand, and powers of formulas; a fraction keeps its stroke', async () => {
    const off = (by: number, words: string) => `<w:r><w:rPr><w:position w:val="${by}"/></w:rPr><w:t>${words}</w:t></w:r>`
    const m = (words: string) => `<m:r><m:t>${words}</m:t></m:r>`
    const power = `<m:oMath><m:sSup><m:e>${m('10')}</m:e><m:sup>${m('9')}</m:sup></m:sSup></m:oMath>`
    const half = `<m:oMath><m:f><m:num>${m('1')}</m:num><m:den>${m('2')}</m:den></m:f></m:oMath>`
    const { doc, text } = await read(word(p(run('10'), off(8, '6'), run(' '), off(1, 'flat'), run(' '), power, run(' '), half)))
    expect(text).toBe('106 flat 109 1/2')
    const raised: string[] = []
    doc.descendants((node) => {
      if (node.marks.some((mark) => mark.type.name === 'superscript')) raised.push(node.text ?? '')
    })
    expect(raised).toEqual(['6', '9'])
  })
  it('lowers an index that LibreOffice set a point off its line, and smaller', async () => {
    const index = '<w:r><w:rPr><w:position w:val="-2"/><w:sz w:val="19"/></w:rPr><w:t>2</w:t></w:r>'
    const { doc } = await read(word(p(run('H'), index, run('O'))))
    const lowered: string[] = []
    doc.descendants((node) => {
      if (node.marks.some((mark) => mark.type.name === 'subscript')) lowered.push(node.text ?? '')
    })
    expect(lowered).toEqual(['2'])
  })
  it('tells of fields that are only drawn, and leaves out what asks to be filled in', async () => {
    const mark = (type: string) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`
    const equation = `${mark('begin')}<w:r><w:instrText xml:space="preserve"> EQ \\f(1,2) </w:instrText></w:r>${mark('separate')}${mark('end')}`
    const control =
      '<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Click here to enter text.</w:t></w:r></w:sdtContent></w:sdt>'
    const { text, said } = await read(word(p(run('It is '), equation, run('of it.'), control)))
    expect(text).toBe('It is of it.')
    expect(said).toContain('(“EQ \\f(1,2)”) shows something that no words stand for')
    expect(said).toContain('nobody filled in')
  })
  it('joins a large first letter to its paragraph, and keeps cells under their heads', async () => {
    const cell = (words: string) => `<w:tc>${p(run(words))}</w:tc>`
    const drop = '<w:p><w:pPr><w:framePr w:dropCap="drop" w:lines="3"/></w:pPr><w:r><w:t>T</w:t></w:r></w:p>'
    const rows = `<w:tr>${cell('Year')}${cell('Dead')}</w:tr><w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>${cell('12')}</w:tr>`
    const { doc, text } = await read(word(`${drop}${p(run('he dam broke.'))}<w:tbl>${rows}</w:tbl>`))
    expect(text.split('\n')[0]).toBe('The dam broke.')
    expect(doc.lastChild?.lastChild?.children.map((one) => one.textContent)).toEqual(['', '12'])
  })
  it('reads a file with links and pictures that lead nowhere', async () => {
    const link = `<w:hyperlink r:id="none">${run('minutes')}</w:hyperlink>`
    const picture = '<w:r><w:drawing><a:graphic xmlns:a="x"><a:blip r:embed="gone"/></a:graphic></w:drawing></w:r>'
    const object = '<w:r><w:object><v:shape><v:imagedata r:id="lost"/></v:shape></w:object></w:r>'
    const { text, said } = await read(word(p(run('See '), link, run('.'), picture, object)))
    expect(text).toBe('See minutes.')
    expect(said).toContain('2 pictures that the file names and does not hold were left out.')
  })
  it('leaves numbers of notes that stand elsewhere out of the copy', async () => {
    const mark = (type: string) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`
    const noteref = `${mark('begin')}<w:r><w:instrText xml:space="preserve"> NOTEREF _Ref1 \\h </w:instrText></w:r>${mark('separate')}${run('1')}${mark('end')}`
    const { text } = await read(
      word(
        p(run('It cost 3 million'), noteref, run(' and 4'), `<w:fldSimple w:instr=" NOTEREF _Ref2 ">${run('2')}</w:fldSimple>`, run('.')),
      ),
    )
    expect(text).toBe('It cost 3 million and 4.')
  })
  it('keeps the words of fields', async () => {
    const field = (words: string) => `<w:fldSimple w:instr=" SEQ Table ">${run(words)}</w:fldSimple>`
    const { text, said } = await read(word(p(run('Table '), field('7'), run(': rain on '), field('3 June'))))
    expect(text).toBe('Table 7: rain on 3 June')
    expect(said).toBe('')
  })
  it('ends a link whose end was deleted', async () => {
    const mark = (type: string) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`
    const { doc, text } = await read(
      word(
        p(
          mark('begin'),
          '<w:r><w:instrText> HYPERLINK "https://dam.example/a" </w:instrText></w:r>',
          mark('separate'),
          run('minutes'),
          `<w:del w:id="1" w:author="E">${mark('end')}</w:del>`,
          run(' of May'),
        ) + p(run('Next.')),
      ),
    )
    expect(text).toBe('minutes of May\nNext.')
    const linked: string[] = []
    doc.descendants((node) => {
      if (node.marks.some((mark) => mark.type.name === 'link')) linked.push(node.text ?? '')
    })
    expect(linked).toEqual(['minutes'])
  })
  it('makes paragraphs of text boxes, each once', async () => {
    const modern = `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>${box('In a box: 9')}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>${box('In a box: 9')}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>`
    const bare = `<w:r><w:drawing><wps:txbx>${box('Bare: 4')}</wps:txbx></w:drawing></w:r>`
    const old = `<w:r><w:pict><v:textbox>${box('Old: 2')}</v:textbox></w:pict></w:r>`
    const { text, said } = await read(word(p(run('One.'), modern) + p(run('Two.'), bare) + p(run('Three.'), old)))
    expect(text).toBe('One.\nIn a box: 9\nTwo.\nBare: 4\nThree.\nOld: 2')
    expect(said).toContain('3 text boxes')
  })
  it('reads a formula as its letters and says so', async () => {
    const { text, said } = await read(word(p(run('As '), '<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>', run(' shows.'))))
    expect(text).toBe('As a+b shows.')
    expect(said).toMatch(/formula.*“a\+b”/)
  })
  it('takes footnotes and endnotes out of the copy, quoting each and where it stood', async () => {
    const note = (kind: string, id: number, words: string) => `<w:${kind} w:id="${id}">${p(run(words))}</w:${kind}>`
    const { text, said, doc } = await read(
      word(
        p(
          run('The dam holds'),
          '<w:r><w:footnoteReference w:id="2"/></w:r>',
          run(' forty'),
          '<w:r><w:endnoteReference w:id="2"/></w:r>',
          run('.'),
        ),
        {
          footnotes: `<w:footnotes ${NAMES}>${note('footnote', 2, 'Water board, 2024, p. 3.')}</w:footnotes>`,
          endnotes: `<w:endnotes ${NAMES}>${note('endnote', 2, 'Call with Ms Roe')}</w:endnotes>`,
        },
      ),
    )
    expect(text).toBe('The dam holds forty.')
    expect(doc.childCount).toBe(1)
    expect(said).toContain('at “The dam holds” is not in the text: “Water board, 2024, p. 3.”')
    expect(said).toContain('at “The dam holds forty” is not in the text: “Call with Ms Roe”')
  })
})

describe('lists', () => {
  it('have the numbers Word shows: starts, letters, a list that goes on after a paragraph, one that begins again', async () => {
    const level = (index: number, format: string, start: number) =>
      `<w:lvl w:ilvl="${index}"><w:start w:val="${start}"/><w:numFmt w:val="${format}"/></w:lvl>`
    const item = (list: number, at: number, words: string) =>
      p(`<w:pPr><w:numPr><w:ilvl w:val="${at}"/><w:numId w:val="${list}"/></w:numPr></w:pPr>`, run(words))
    const { doc } = await read(
      word(
        item(1, 0, 'four') +
          item(1, 1, 'a') +
          item(1, 0, 'five') +
          p(run('Between.')) +
          item(1, 0, 'six') +
          item(2, 0, 'one') +
          item(2, 0, 'two'),
        {
          numbering: `<w:numbering ${NAMES}><w:abstractNum w:abstractNumId="0">${level(0, 'decimal', 4)}${level(1, 'lowerLetter', 1)}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>`,
        },
      ),
    )
    const lists: [number, string | null, number][] = []
    doc.descendants((node) => {
      if (node.type.name === 'orderedList') lists.push([node.attrs.start, node.attrs.type, node.childCount])
    })
    expect(lists).toEqual([
      [4, null, 2],
      [1, 'a', 1],
      [6, null, 1],
      [1, null, 2],
    ])
  })
})

describe('our own Word report', () => {
  it('comes back as the article it was made from', async () => {
    const text = (words: string, ...marks: string[]) => ({ type: 'text', text: words, marks: marks.map((type) => ({ type })) })
    const block = (type: string, ...content: object[]) => ({ type, content })
    const para = (words: string) => block('paragraph', text(words))
    const document = {
      type: 'doc',
      content: [
        block('headline', text('Dam levels halved')),
        block('dek', text('No rain since May')),
        block('byline', text('By Ann Roe')),
        block(
          'paragraph',
          text('It holds '),
          text('40', 'bold'),
          text(' m'),
          text('3', 'superscript'),
          text(', says '),
          text('he', 'italic'),
        ),
        { type: 'heading', attrs: { level: 2 }, content: [text('Why')] },
        block('bulletList', block('listItem', para('a'), block('bulletList', block('listItem', para('b'))))),
        { type: 'orderedList', attrs: { start: 3 }, content: [block('listItem', para('c')), block('listItem', para('d'))] },
        block('blockquote', para('said so')),
        block('pullQuote', text('Dry!')),
        block('codeBlock', text('x = 1\ny = 2')),
        {
          type: 'figure',
          attrs: { src: 'https://dam.example/p.jpg', alt: 'The dam' },
          content: [block('caption', text('The dam in 2024'))],
        },
        block(
          'table',
          block('tableRow', block('tableHeader', para('Year')), block('tableHeader', para('m'))),
          block('tableRow', block('tableCell', para('2024')), block('tableCell', para('4'))),
        ),
        para('End.'),
      ],
    }
    const made = schema.nodeFromJSON(document)
    const taken = snapshot()
    const bytes = await writeDocx({
      ...taken,
      claims: taken.claims.map((claim) => ({ ...claim, ranges: [{ start: 0, end: 3 }] })),
      article: { ...taken.article, document: made.toJSON() },
    } as never)
    const { doc, said } = await read(bytes)
    expect(textOf(doc)).toBe(textOf(made))
    expect(doc.toJSON()).toEqual(readDocument(document).toJSON())
    expect(said).toContain('its claim log and sources are not part of the article')
  })
})

describe('a spreadsheet', () => {
  it('has commas or semicolons, and tells of each note when it was written and what it answers', () => {
    const taken = snapshot()
    const [claim] = taken.claims
    const notes = [
      { id: 'n1', kind: 'author-query' as const, text: 'Gross or net?', replyToId: null, by: 'Ines', at: '2026-01-01T09:00:00.000Z' },
      { id: 'n2', kind: 'note' as const, text: 'Net.', replyToId: 'n1', by: 'Tomas', at: '2026-01-02T10:00:00.000Z' },
    ]
    const one = { ...taken, claims: [{ ...claim, notes }] } as never
    expect(writeCsv(one)).toContain('"Claim","Words"')
    expect(writeCsv(one, ';')).toContain('"Claim";"Words"')
    expect(writeCsv(one)).toContain('(Ines, 1 January 2026, 09:00 UTC): Gross or net?')
    expect(writeCsv(one)).toContain('(Tomas, 2 January 2026, 10:00 UTC, answering Ines): Net.')
  })
})

import { zipSync } from 'fflate'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { readDocument } from '@/lib/editor/schema'
import { textOf } from '@/lib/editor/text-map'
import type { ReadOptions } from '@/lib/formats/importers/import-result'
import { IMPORTERS } from '@/lib/formats/importers/registry'
import { odtFile } from '@/tests/factories/odt-file'

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

async function read(format: 'odt' | 'rtf', file: Uint8Array, options?: ReadOptions) {
  const imported = await IMPORTERS[format].read(file, options)
  const doc = readDocument(imported.document)
  const text = textOf(doc)
  return {
    text,
    doc: JSON.stringify(doc.toJSON()),
    blocks: Array.from({ length: doc.childCount }, (_, index) => doc.child(index).type.name),
    said: imported.messages.map(({ message }) => message).join('\n'),
    remarks: (imported.remarks ?? []).map((one) => ({
      ...one,
      words: one.ranges.map(({ start, end }) => text.slice(start, end)).join(' … '),
    })),
    images: imported.images,
    hasTracked: imported.hasTracked,
  }
}
const odt = (body: string, options?: ReadOptions, parts = {}) => read('odt', odtFile(body, parts), options)
const bytesOf = (source: string) => new Uint8Array(Buffer.from(source, 'latin1'))
const rtf = (body: string, options?: ReadOptions) =>
  read(
    'rtf',
    bytesOf(
      `{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fcharset0 Serif;}{\\f1\\fcharset204 Cyr;}{\\f2\\fcharset128 Gothic;}{\\f3\\fcharset2 Symbol;}}{\\stylesheet{\\s0 Normal;}{\\s1\\f0 heading 1;}{\\s2 Quote;}}${body}}`,
    ),
    options,
  )

describe('Rich Text and OpenDocument, whatever the file does', () => {
  it('raises and lowers what is set off its line by hand', async () => {
    const { text, doc } = await rtf('\\pard 10{\\up8 6} km, H{\\dn6 2}O, fl{\\up2 at}\\par')
    expect(text).toBe('106 km, H2O, flat')
    expect(doc).toContain('{"type":"text","marks":[{"type":"superscript"}],"text":"6"}')
    expect(doc).toContain('{"type":"text","marks":[{"type":"subscript"}],"text":"2"}')
    expect(doc.match(/script/g)).toHaveLength(2)
  })
  it('leaves numbers of notes that stand elsewhere out of the copy', async () => {
    const { text } = await odt(
      '<text:p>It cost 3<text:note-ref text:note-class="footnote" text:ref-name="n1">1</text:note-ref> million.</text:p>',
    )
    expect(text).toBe('It cost 3 million.')
  })
  it('a group ends what stands for a sign that is not known', async () => {
    expect((await rtf('A\\uc1\\u8212{\\b Word} end.')).text).toBe('A—Word end.')
    expect((await rtf('A\\uc1\\u8212?B.')).text).toBe('A—B.')
  })
  it('letters of the font Symbol are what they show', async () => {
    const { text } = await rtf("5 {\\f3 m}g, {\\f3\\'b3}7, {\\f3\\'a3}8, {\\f3\\'b1}2, {\\f3\\u-3913?}")
    expect(text).toBe('5 μg, ≥7, ≤8, ±2, •')
    const field = (result: string) => `{\\field{\\*\\fldinst SYMBOL 179 \\\\f "Symbol" \\\\s 10}{\\fldrslt ${result}}}`
    expect((await rtf(`It cost ${field("{\\f3\\'b3}")}5 and ${field('')}6.`)).text).toBe('It cost ≥5 and ≥6.')
    const span = '<text:span text:style-name="T-sym">'
    expect((await odt(`<text:p>5 ${span}m</text:span>g, ${span}\uf0b3</text:span>7, \uf0a38</text:p>`)).text).toBe('5 μg, ≥7, ≤8')
  })
  it('the address of a link is part of what a note of Rich Text says', async () => {
    const link = '{\\field{\\*\\fldinst HYPERLINK "https://register.example/3"}{\\fldrslt the register}}'
    const { remarks } = await rtf(`It closed.{\\footnote In ${link}, p. 3.}`, { remarks: 'claims' })
    expect(remarks.map(({ text }) => text)).toEqual(['In the register (https://register.example/3), p. 3.'])
    expect((await rtf(`It closed, says ${link}.`)).text).toBe('It closed, says the register.')
  })
  it('heads and feet of pages are no copy, and what they say is told once', async () => {
    const { text, said } = await rtf(
      '{\\header DRAFT, embargoed until noon}{\\footer Page 1 of 3}{\\headerf DRAFT, embargoed until noon}It closed.',
    )
    expect(text).toBe('It closed.')
    expect(said).toBe('The pages of the file say “DRAFT, embargoed until noon” at their head or foot; that is not part of the text.')
  })
  it('words before and after the end of a page or column do not run together', async () => {
    expect((await rtf('One.\\page Two.\\column Three.\\par\\page\\pard Four.\\par')).text).toBe('One.\nTwo.\nThree.\nFour.')
  })
  it('footnotes and hidden words beyond the fortieth are counted', async () => {
    const many = (one: (index: number) => string) => Array.from({ length: 60 }, (_, index) => one(index)).join(' and ')
    const { said } = await rtf(`${many((n) => `a{\\footnote Note ${n}.}`)} ${many((n) => `b{\\v secret ${n}}`)}`)
    expect(said.match(/A footnote is not in the text/g)).toHaveLength(40)
    expect(said).toContain('20 more footnotes are not in the text')
    expect(said.match(/Hidden text was left out/g)).toHaveLength(40)
    expect(said).toContain('20 more stretches of hidden text were left out')
  })
  it('an OpenDocument text that repeats filled cells without end is read, and says that they stand once', async () => {
    const cell = '<table:table-cell table:number-columns-repeated="200"><text:p>filled</text:p></table:table-cell>'
    const row = `<table:table-row table:number-rows-repeated="200">${cell}</table:table-row>`
    const { text, said } = await odt(`<table:table>${row}${row}</table:table><text:p>After.</text:p>`)
    expect(text).toMatch(/^filled[\s\S]*After\.$/)
    expect(said).toContain('that repeated stand once')
  })
  it('hidden rows, sections and paragraphs of an OpenDocument text are quoted, the words of shapes are read', async () => {
    const { text, said } = await odt(
      '<text:section text:display="condition" text:is-hidden="true"><text:p>In a section.</text:p></text:section><text:p>Not <text:span><text:hidden-paragraph text:is-hidden="true"/>shown.</text:span></text:p><table:table><table:table-row table:visibility="collapse"><table:table-cell><text:p>In a row.</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell><text:p>Shown.</text:p></table:table-cell></table:table-row></table:table><text:p>Line.<draw:custom-shape><text:h text:outline-level="2">In a shape.</text:h></draw:custom-shape></text:p>',
    )
    expect(text).toBe('Shown.\nLine.\nIn a shape.')
    for (const words of ['In a section.', 'Not shown.', 'In a row.']) expect(said).toContain(`Hidden text was left out: “${words}”`)
  })
  it('tracked insertions that overlap, and any number of them, are refused whole', async () => {
    const region = (id: string) => `<text:changed-region text:id="${id}"><text:insertion/></text:changed-region>`
    const sign = (edge: 'start' | 'end', id: string) => `<text:change-${edge} text:change-id="${id}"/>`
    const over = `<text:tracked-changes>${region('a')}${region('b')}</text:tracked-changes><text:p>One ${sign('start', 'a')}two</text:p><text:p>${sign('start', 'b')}more</text:p><text:p>and${sign('end', 'a')} three</text:p><text:p>four ${sign('end', 'b')}five.</text:p>`
    expect((await odt(over, { tracked: 'reject' })).text).toBe('One five.')
    const ids = Array.from({ length: 4_000 }, (_, index) => `c${index}`)
    const many = `<text:tracked-changes>${ids.map(region).join('')}</text:tracked-changes><text:p>It cost ${ids.map((id) => `${sign('start', id)}x${sign('end', id)}y `).join('')}.</text:p>`
    expect((await odt(many, { tracked: 'reject' })).text).toBe(`It cost ${'y '.repeat(4_000)}.`)
  })
  it('a formula that is left out is told', async () => {
    expect((await rtf('It is {\\mmath{\\*\\moMath x}} so.')).said).toContain('1 formula was left out')
  })
})

describe('an OpenDocument text', () => {
  it('keeps headings, bold, raised letters, quotes and links', async () => {
    const { text, doc, blocks } = await odt(
      '<text:h text:outline-level="1">The mill</text:h><text:p>It <text:span text:style-name="T-b">cost</text:span> 10<text:span text:style-name="T-sup">6</text:span><text:s/>crowns<text:line-break/>and <text:a xlink:href="https://example.org/a?b=1&amp;c=2">more</text:a>.</text:p><text:p text:style-name="P-q">Said so.</text:p><text:p text:style-name="P-rtl">שלום</text:p>',
    )
    expect(text).toBe('The mill\nIt cost 106 crowns\nand more.\nSaid so.\nשלום')
    expect(blocks).toEqual(['headline', 'paragraph', 'blockquote', 'paragraph'])
    for (const part of ['"bold"', '"superscript"', 'https://example.org/a?b=1&c=2']) expect(doc).toContain(part)
  })
  it('keeps the numbers and levels of lists', async () => {
    const { doc, blocks } = await odt(
      '<text:list text:style-name="L-num"><text:list-item><text:p>third</text:p><text:list><text:list-item><text:p>below</text:p></text:list-item></text:list></text:list-item><text:list-item><text:p>fourth</text:p></text:list-item></text:list><text:p>Between.</text:p><text:list text:style-name="L-num" text:continue-numbering="true"><text:list-item><text:p>fifth</text:p></text:list-item></text:list><text:list text:style-name="L-bul"><text:list-item><text:p>dot</text:p></text:list-item></text:list>',
    )
    expect(blocks).toEqual(['orderedList', 'paragraph', 'orderedList', 'bulletList'])
    expect(doc).toMatch(/"start":3/)
    expect(doc).toMatch(/"start":5/)
    expect(doc).toMatch(/"third".*"bulletList".*"below".*"fourth"/)
  })
  it('keeps tables with merged cells and header rows, pictures and the words of boxes', async () => {
    const { text, doc, images, said } = await odt(
      '<table:table><table:table-header-rows><table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>Head</text:p></table:table-cell><table:covered-table-cell/></table:table-row></table:table-header-rows><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table><text:p>Line.<draw:frame><draw:text-box><text:p>In a box.</text:p></draw:text-box></draw:frame><draw:custom-shape><text:p>In a shape.</text:p></draw:custom-shape></text:p><text:p><draw:frame><draw:image xlink:href="Pictures/a.png"/><svg:desc>The mill in 1900</svg:desc></draw:frame></text:p>',
      {},
      { 'Pictures/a.png': Buffer.from(PIXEL, 'base64') },
    )
    expect(text).toContain('Head\na\nb\nLine.\nIn a box.\nIn a shape.')
    expect(doc).toMatch(/"tableHeader".*"colspan":2/)
    expect(images).toHaveLength(1)
    expect(doc).toContain('The mill in 1900')
    expect(said).toContain('text box')
  })
  it('leaves out what is not copy, and says so: hidden words, contents, notes, comments, heads of pages', async () => {
    const { text, said } = await odt(
      '<text:table-of-content><text:index-body><text:p>The mill 1</text:p></text:index-body></text:table-of-content><text:p>Seen<text:span text:style-name="T-hidden"> secret</text:span>.<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>See the ledger.</text:p></text:note-body></text:note><office:annotation><dc:creator>Ada</dc:creator><text:p>Really?</text:p></office:annotation></text:p><text:section text:display="none"><text:p>Unseen part.</text:p></text:section><text:p><text:hidden-text text:is-hidden="true" text:string-value="hush"/>End.</text:p>',
    )
    expect(text).toBe('Seen.\nEnd.')
    for (const part of ['“secret”', '“Unseen part.”', '“hush”', 'See the ledger', '1 comment was not read', '1 table of contents'])
      expect(said).toContain(part)
  })
  it('gives comments and notes their words, authors, answers and ends', async () => {
    const { text, remarks } = await odt(
      '<text:p>It <office:annotation office:name="c1" loext:resolved="true"><dc:creator>Ada</dc:creator><dc:date>2026-03-01T10:00:00</dc:date><text:p>Who says?</text:p><text:p><text:a xlink:href="https://example.org">there</text:a></text:p></office:annotation>cost 5<office:annotation-end office:name="c1"/><office:annotation office:name="c2" loext:parent-name="c1"><dc:creator>Ben</dc:creator><text:p>The town.</text:p></office:annotation> crowns. It closed.<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>Ledger, p. 3.</text:p></text:note-body></text:note></text:p>',
      { remarks: 'claims' },
    )
    expect(text).toBe('It cost 5 crowns. It closed.')
    expect(remarks.find(({ kind }) => kind === 'comment')).toMatchObject({
      author: 'Ada',
      at: '2026-03-01T10:00:00',
      text: 'Who says?\nthere (https://example.org)',
      isResolved: true,
      words: 'cost 5',
      replies: [{ author: 'Ben', text: 'The town.' }],
    })
    expect(remarks.find(({ kind }) => kind === 'footnote')).toMatchObject({ text: 'Ledger, p. 3.', words: 'It closed.' })
  })
  it.each([
    ['accept', 'It cost five crowns.\nLast.'],
    ['reject', 'It cost 5 old crowns, they say.\nGone.\nLast.'],
  ] as const)('has its tracked changes decided: %s', async (tracked, wanted) => {
    const region = (id: string, inner: string) => `<text:changed-region text:id="${id}">${inner}</text:changed-region>`
    const { text, hasTracked, said } = await odt(
      `<text:tracked-changes>${region('d1', '<text:deletion><office:change-info/><text:p>5 old</text:p></text:deletion>')}${region('i1', '<text:insertion><office:change-info/></text:insertion>')}${region('d2', '<text:deletion><office:change-info/><text:p>, they say.</text:p><text:p>Gone.</text:p><text:p/></text:deletion>')}${region('i2', '<text:insertion><office:change-info/></text:insertion>')}</text:tracked-changes><text:p>It cost <text:change text:change-id="d1"/><text:change-start text:change-id="i1"/>five<text:change-end text:change-id="i1"/> crowns<text:change text:change-id="d2"/><text:change-start text:change-id="i2"/>.</text:p><text:p><text:change-end text:change-id="i2"/>Last.</text:p>`,
      { tracked },
    )
    expect(text).toBe(wanted)
    expect(hasTracked).toBe(true)
    expect(said).toMatch(/2 insertions, 2 deletions/)
  })
  it('refuses a spreadsheet, a locked or damaged file and another zip with a sentence', async () => {
    const zip = (parts: Record<string, string>) =>
      zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, new TextEncoder().encode(text)])))
    const refuse = (file: Uint8Array) => (async () => IMPORTERS.odt.read(file))()
    await expect(refuse(zip({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': '<a/>' }))).rejects.toThrow(
      /spreadsheet/,
    )
    await expect(
      refuse(odtFile('<text:p>a</text:p>', { 'META-INF/manifest.xml': new TextEncoder().encode('<manifest:encryption-data/>') })),
    ).rejects.toThrow(/password/)
    await expect(refuse(zip({ 'content.xml': '<office:document' }))).rejects.toThrow(/damaged/)
    await expect(refuse(zip({ 'word/document.xml': '<a/>' }))).rejects.toThrow(/not an OpenDocument text/)
    await expect(refuse(bytesOf('%PDF-1.7'))).rejects.toThrow(/it is a PDF/)
  })
  it('is read when it is one XML file, and however deep it is nested', async () => {
    const deep = `${'<text:section>'.repeat(3_000)}<text:p>Deep.</text:p>${'</text:section>'.repeat(3_000)}`
    expect((await odt(deep)).text).toBe('Deep.')
    const flat =
      '<?xml version="1.0"?><office:document><office:body><office:text><text:p>Flat.</text:p></office:text></office:body></office:document>'
    expect((await read('odt', bytesOf(flat))).text).toBe('Flat.')
  })
})

describe('a Rich Text file', () => {
  it('keeps headings, bold, raised letters, quotes and links', async () => {
    const { text, doc, blocks } = await rtf(
      '\\pard\\s1 The {\\b mill}\\par\\pard It {\\b cost} 10{\\super 6} crowns\\line and {\\field{\\*\\fldinst HYPERLINK "https://example.org/a"}{\\fldrslt more}}.\\par\\pard\\s2 Said so.\\par',
    )
    expect(text).toBe('The mill\nIt cost 106 crowns\nand more.\nSaid so.')
    expect(blocks).toEqual(['headline', 'paragraph', 'blockquote'])
    for (const part of ['"bold"', '"superscript"', 'https://example.org/a']) expect(doc).toContain(part)
  })
  it('has its letters right in every code page, and behind a \\u', async () => {
    const hex = (text: string, encoding: string) => [...iconv.encode(text, encoding)].map((byte) => `\\'${byte.toString(16)}`).join('')
    const { text } = await rtf(
      `{\\f0 ${hex('5 € – “ja”', 'windows-1252')}}\\par{\\f1 ${hex('Москва', 'windows-1251')}}\\par{\\f2 ${hex('東京ソ', 'shift_jis')}}\\par{\\f3\\'b7} dot\\par\\u8364?\\uc2\\u8212\\'97\\'97\\uc0\\u-10179 \\u-8704 \\emdash\\~\\ldblquote x\\rdblquote\\par`,
    )
    expect(text).toBe('5 € – “ja”\nМосква\n東京ソ\n• dot\n€—😀—\u00a0“x”')
    const mac = await read('rtf', bytesOf("{\\rtf1\\mac caf\\'8e}"))
    expect(mac.text).toBe('café')
  })
  it('keeps what Writer lowers by less than two points, which says of itself that it is lowered', async () => {
    const { doc } = await rtf('H{\\loch{\\*\\updnprop10000}\\dn2\\fs19\\loch 2}{\\loch O, shaken }{\\dn2 a little}\\par')
    expect(doc).toContain('{"type":"text","marks":[{"type":"subscript"}],"text":"2"}')
    expect(doc.match(/subscript/g)).toHaveLength(1)
  })
  it('keeps lists with their numbers and levels, tables with merged cells, pictures', async () => {
    const { text, doc, blocks, images } = await rtf(
      `{\\listtext 3.\\tab}\\pard\\ls1\\ilvl0 third\\par{\\listtext\\'b7\\tab}\\pard\\ls1\\ilvl1 below\\par{\\listtext 4.\\tab}\\pard\\ls1\\ilvl0 fourth\\par\\pard After.\\par\\trowd\\trhdr\\cellx100\\clmrg\\cellx200\\pard\\intbl Head\\cell\\cell\\row\\trowd\\clvmgf\\cellx100\\cellx200\\pard\\intbl a\\cell b\\cell\\row\\trowd\\clvmrg\\cellx100\\cellx200\\pard\\intbl\\cell c\\par d\\cell\\row\\pard End.{\\*\\shppict{\\pict\\pngblip\n${Buffer.from(
        PIXEL,
        'base64',
      )
        .toString('hex')
        .replace(/(.{40})/g, '$1\r\n')}}}{\\nonshppict{\\pict\\wmetafile8 00}}\\par`,
    )
    expect(blocks).toEqual(['orderedList', 'paragraph', 'table', 'paragraph', 'figure'])
    expect(text).toContain('third\nbelow\nfourth\nAfter.\nHead\na\nb\nc\nd\nEnd.')
    expect(doc).toMatch(/"start":3/)
    expect(doc).toMatch(/"tableHeader".*"colspan":2/)
    expect(doc).toMatch(/"rowspan":2/)
    expect(images).toHaveLength(1)
  })
  it('never shows hidden words, heads of pages, notes, comments, fields or what a program writes for itself', async () => {
    const { text, said } = await rtf(
      '{\\info{\\title Secret title}}{\\header Page head}{\\*\\generator Word}{\\*\\unknown nothing}Seen{\\v  secret}.{\\footnote\\pard\\chftn  See the ledger.}{\\*\\atnid A}{\\*\\atnauthor Ada}\\chatn{\\*\\annotation{\\*\\atndate 1}Really?}\\par{\\field{\\*\\fldinst TOC \\\\o}{\\fldrslt Contents 1}}{\\field{\\*\\fldinst PAGE}{\\fldrslt 7}}{\\xe index}{\\*\\bkmkstart b}{\\object{\\*\\objdata 00ff}{\\result Shown.}}\\par',
    )
    expect(text).toBe('Seen.\n7Shown.')
    for (const part of ['“secret”', 'See the ledger', '1 comment was not read']) expect(said).toContain(part)
  })
  it('gives comments and notes their words and authors', async () => {
    const { text, remarks } = await rtf(
      'It {\\*\\atrfstart 7}cost 5{\\*\\atrfend 7}{\\*\\atnid A}{\\*\\atnauthor Ada}\\chatn{\\*\\annotation{\\*\\atnref 7}{\\*\\atndate 650423323}Who says?\\par Ask.} crowns. It closed.{\\footnote Ledger, p. 3.}\\par',
      { remarks: 'claims' },
    )
    expect(text).toBe('It cost 5 crowns. It closed.')
    expect(remarks.find(({ kind }) => kind === 'comment')).toMatchObject({
      author: 'Ada',
      at: '2008-04-21T16:27:00',
      text: 'Who says?\nAsk.',
      words: 'cost 5',
    })
    expect(remarks.find(({ kind }) => kind === 'footnote')).toMatchObject({ text: 'Ledger, p. 3.', words: 'It closed.' })
  })
  it.each([
    ['accept', 'It cost five crowns. Joined.'],
    ['reject', 'It cost 5 old crowns.\nJoined.'],
  ] as const)('has its tracked changes decided: %s', async (tracked, wanted) => {
    const { text, hasTracked } = await rtf(
      'It cost {\\deleted\\revauthdel1 5 old}{\\revised five} crowns.{\\deleted\\par}{\\revised  }Joined.\\par',
      { tracked },
    )
    expect(text).toBe(wanted)
    expect(hasTracked).toBe(true)
  })
  it('refuses another file with a sentence, and takes what is cut off, endless or absurd without trouble', async () => {
    const refuse = (file: Uint8Array) => (async () => IMPORTERS.rtf.read(file))()
    await expect(refuse(bytesOf('PK\x03\x04'))).rejects.toThrow(/it is a zip archive/)
    await expect(refuse(bytesOf(`{\\rtf1 ${'{'.repeat(5_000)}`))).rejects.toThrow(/nested deeper/)
    expect((await read('rtf', bytesOf('{\\rtf1 Cut {\\b off'))).text).toBe('Cut off')
    expect((await read('rtf', bytesOf('{\\rtf1 Words.{\\pict\\bin2000000000 x}'))).text).toBe('Words.')
    // A picture of 4 MB in lines of 128 letters, which is where joining them one by one takes minutes.
    const lines = `${'00'.repeat(64)}\r\n`.repeat(62_500)
    expect((await read('rtf', bytesOf(`{\\rtf1 Words.{\\pict\\pngblip ${lines}}}`))).text).toBe('Words.')
  })
})

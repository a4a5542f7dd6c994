import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ArticleSnapshot } from '@/lib/core/article/article-snapshot'
import { readDocument, schema } from '@/lib/editor/schema'
import { textOf } from '@/lib/editor/text-map'
import { writeDocx } from '@/lib/formats/exporters/docx'
import { writeHtml } from '@/lib/formats/exporters/html'
import { writeMarkdown } from '@/lib/formats/exporters/markdown'
import { writePdf } from '@/lib/formats/exporters/pdf'
import { importDocx } from '@/lib/formats/importers/docx'
import { importHtml } from '@/lib/formats/importers/html'
import { importMarkdown } from '@/lib/formats/importers/markdown'
import { importOdt } from '@/lib/formats/importers/odt'
import { importPdf } from '@/lib/formats/importers/pdf'
import { importRtf } from '@/lib/formats/importers/rtf'
import { odtFile } from '@/tests/factories/odt-file'
import { snapshot } from '@/tests/factories/snapshot'

/** What goes out in a report comes back as it was: the whole document, not only its words. */

type Json = Record<string, unknown>
const text = (words: string, ...marks: string[]): Json => ({
  type: 'text',
  text: words,
  ...(marks.length > 0 ? { marks: marks.map((type) => ({ type })) } : {}),
})
const block = (type: string, content: Json[], attrs?: Json): Json => ({ type, ...(attrs ? { attrs } : {}), content })
const p = (...words: (string | Json)[]) =>
  block(
    'paragraph',
    words.map((one) => (typeof one === 'string' ? text(one) : one)),
  )
const h = (level: number, words: string) => block('heading', [text(words)], { level })
const li = (...content: Json[]) => block('listItem', content)
const ul = (...content: Json[]) => block('bulletList', content)
const ol = (attrs: Json, ...content: Json[]) => block('orderedList', content, attrs)
const quote = (...content: Json[]) => block('blockquote', content)
const code = (words: string) => block('codeBlock', [text(words)])
const pull = (words: string) => block('pullQuote', [text(words)])
const figure = (alt: string, words: string) => block('figure', [block('caption', [text(words)])], { src: 'https://dam.example/a.jpg', alt })
const table = (...rows: Json[][]) =>
  block(
    'table',
    rows.map((cells) =>
      block(
        'tableRow',
        cells.map((cell) => block('tableCell', [cell])),
      ),
    ),
  )
const rule = { type: 'horizontalRule' }
const br = { type: 'hardBreak' }

function reportOf(blocks: Json[]): ArticleSnapshot {
  const document = schema.nodeFromJSON(block('doc', [block('headline', [text('The dam')]), ...blocks]))
  document.check()
  const taken = snapshot()
  return { ...taken, claims: [], article: { ...taken.article, title: 'The dam', document: document.toJSON(), text: textOf(document) } }
}

const WAYS: Record<string, (report: ArticleSnapshot) => Promise<unknown>> = {
  Word: async (report) => (await importDocx(await writeDocx(report))).document,
  'the web page': async (report) => importHtml(new TextEncoder().encode(writeHtml(report))).document,
}

const KINDS: Record<string, Json[]> = {
  'levels of headings': [h(2, 'Two'), p('a'), h(3, 'Three'), p('b'), h(4, 'Four'), p('c'), h(3, 'Three again')],
  'a heading that says what the headline says': [h(2, 'The dam'), p('It holds.')],
  'double spaces, tabs and spaces at the ends of a line': [p('One.  Two.\tThree   four '), p(' led in')],
  'line breaks, also two of them': [p('One', br, 'two', br, br, 'three')],
  'a second paragraph of an item': [ul(li(p('One'), p('more of one')), li(p('Two'))), p('after')],
  'a list in a list, and what comes after it in the item': [
    ul(li(p('One'), ul(li(p('inner'), p('more of inner'))), p('still one')), li(p('Two'))),
  ],
  'numbered lists in each other': [
    ol({ start: 3, type: null }, li(p('c'), ol({ start: 1, type: 'a' }, li(p('ca')), li(p('cb')))), li(p('d'))),
  ],
  'a quotation in an item': [ul(li(p('One'), quote(p('said'), p('and said'))), li(p('Two')))],
  'code, a heading and a pull quote in an item': [ul(li(p('One'), code('let a\nlet b'), h(3, 'In it'), pull('pulled')))],
  'a list in a quotation': [quote(p('He said:'), ol({ start: 2, type: null }, li(p('b'), p('more')), li(p('c'))), p('So he said.'))],
  'a quotation in a quotation': [quote(p('outer'), quote(p('inner')), p('outer again'))],
  'blocks of the same kind beside each other': [
    code('one'),
    code('two\n\n  three'),
    quote(p('a')),
    quote(p('b')),
    ul(li(p('x'))),
    ul(li(p('y'))),
    ol({ start: 1, type: null }, li(p('1'))),
    ol({ start: 2, type: null }, li(p('2'))),
    pull('p'),
    pull('q'),
  ],
  'two lists beside each other in an item': [ul(li(p('One'), ul(li(p('a'))), ul(li(p('b')))))],
  'a rule': [p('a'), rule, p('b'), quote(p('c'), rule, p('d'))],
  'a picture, alone and in a quotation': [figure('A dam', 'The dam in May'), p('a'), quote(p('b'), figure('Inside', 'The inside'))],
  'lists and quotations in a table': [table([ul(li(p('a'), p('b'))), quote(p('c'))], [p('d'), h(3, 'e')]), p('after')],
  'code in a line, and blocks of code that say their language': [
    p('Run ', text('npm start', 'code'), ' or ', text('it', 'bold', 'code')),
    block('codeBlock', [text('let a')], { language: 'js' }),
    ul(li(p('x'), block('codeBlock', [text('a = 1')], { language: 'python' }))),
  ],
  'heads of a table in its first column': [
    block('table', [
      block('tableRow', [block('tableHeader', [p('Year')]), block('tableHeader', [p('Dead')])]),
      block('tableRow', [block('tableHeader', [p('2019')]), block('tableCell', [p('12')])]),
    ]),
  ],
  'looks that meet in one word': [
    p(text('un', 'bold'), text('believ', 'bold', 'italic'), text('able', 'italic', 'underline'), text('2', 'superscript')),
  ],
}

describe.each(Object.keys(WAYS))('A report in the form of %s gives its article back:', (way) => {
  it.each(Object.keys(KINDS))('%s', async (kind) => {
    const report = reportOf(KINDS[kind] ?? [])
    expect(readDocument(await WAYS[way]?.(report)).toJSON()).toEqual(report.article.document)
  })
})

const words = fc
  .array(fc.constantFrom('dam', 'water', '12%', '“low”', 'it’s', '<b>', '&', '1986.', '- x', 'e\u0301', '🚀', '٣'), {
    minLength: 1,
    maxLength: 5,
  })
  .chain((parts) => fc.constantFrom(' ', '  ', '\t').map((space) => parts.join(space)))
const line = fc.oneof(
  words.map((one) => [text(one)]),
  fc.tuple(words, words).map(([one, other]) => [text(one), br, text(other)]),
  fc.tuple(words, words).map(([one, other]) => [text(`${one} `), text(other, 'bold')]),
)
const paragraph = line.map((content) => block('paragraph', content))
const { blocks } = fc.letrec<{ one: Json; held: Json; blocks: Json[] }>((tie) => ({
  held: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'nesting' },
    paragraph,
    fc.tuple(words, fc.integer({ min: 2, max: 4 })).map(([one, level]) => h(level, one)),
    words.map(code),
    words.map(pull),
    fc.constant(rule),
    fc
      .tuple(
        fc.constantFrom('bulletList', 'orderedList'),
        fc.array(fc.tuple(paragraph, fc.array(tie('held'), { maxLength: 2 })), { minLength: 1, maxLength: 3 }),
      )
      .map(([type, items]) =>
        block(
          type,
          items.map(([first, more]) => li(first, ...more)),
          type === 'orderedList' ? { start: 1, type: null } : undefined,
        ),
      ),
    fc.array(tie('held'), { minLength: 1, maxLength: 3 }).map((content) => quote(...content)),
  ),
  one: fc.oneof(
    tie('held'),
    fc.tuple(words, words).map(([alt, caption]) => figure(alt.trim(), caption)),
    fc.array(fc.array(paragraph, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 2 }).map((rows) => table(...rows)),
  ),
  blocks: fc.array(tie('one'), { minLength: 1, maxLength: 5 }),
}))

describe.each(Object.keys(WAYS))('Any article comes back from %s as it went:', (way) => {
  it('random ones, blocks in each other and beside each other', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(blocks, async (content) => {
        const report = reportOf(content)
        expect(readDocument(await WAYS[way]?.(report)).toJSON()).toEqual(report.article.document)
      }),
      { numRuns: Number(process.env.INVERSE_ARTICLES ?? 60) },
    )
  })
})

describe('A report in a form that keeps its claim log as copy is refused, and not brought in:', () => {
  const sentence = /Tickmark made.*Bring in the Word file/s
  it('as Markdown', () => {
    const report = { ...snapshot(), article: { ...snapshot().article, textHash: 'a'.repeat(64) } }
    expect(() => importMarkdown(new TextEncoder().encode(writeMarkdown(report)))).toThrow(sentence)
  })
  it('as a PDF', { timeout: 60_000 }, async () => {
    const report = { ...snapshot(), article: { ...snapshot().article, textHash: 'a'.repeat(64) } }
    await expect(writePdf(report).then(importPdf)).rejects.toThrow(sentence)
  })
  it('as Rich Text, OpenDocument or a page that another program made of the Word file', () => {
    expect(() => importRtf(new TextEncoder().encode('{\\rtf1 The dam.{\\*\\bkmkstart tickmark_claim_log} Log}'))).toThrow(sentence)
    expect(() => importHtml(new TextEncoder().encode('<p>The dam.</p><p><a name="tickmark_claim_log"></a>Log</p>'))).toThrow(sentence)
    expect(() => importOdt(odtFile('<text:p>The dam.<text:bookmark text:name="tickmark_claim_log"/></text:p>'))).toThrow(sentence)
  })
  it('and an article that speaks of such reports is not one', () => {
    const words = 'A fact-check report has a fingerprint, SHA-256, of its text.'
    expect(textOf(readDocument(importMarkdown(new TextEncoder().encode(words)).document))).toBe(words)
  })
})

import { Step } from '@tiptap/pm/transform'
import { describe, expect, it } from 'vitest'
import { Messages } from '@/lib/core/article/import-messages'
import { MAX_DEPTH, shapeProblem } from '@/lib/editor/extensions/bounds/shape'
import { readDocument, readStoredDocument, readStoredStep, schema } from '@/lib/editor/schema'
import { importMarkdown } from '@/lib/formats/importers/markdown'
import { htmlToDocument } from '@/lib/formats/support/html-to-document'

const HOSTILE: readonly unknown[] = [
  -1,
  30_000_000,
  1.5,
  Number.NaN,
  'x fixed inset-0',
  '1; drop',
  ['9'.repeat(9)],
  {},
  'javascript:alert(1)',
  'x'.repeat(100_000),
]
const paragraph = { type: 'paragraph', content: [{ type: 'text', text: 'Words.' }] }
const docOf = (...content: unknown[]) => ({ type: 'doc', content })
const cell = (attrs: object) =>
  docOf({ type: 'table', content: [{ type: 'tableRow', content: [{ type: 'tableCell', attrs, content: [paragraph] }] }] })
const nested = (depth: number, type = 'blockquote'): unknown =>
  Array.from({ length: depth }).reduce<unknown>((inner) => ({ type, content: [inner] }), paragraph)

describe('every attribute of the schema', () => {
  const types = [...Object.values(schema.nodes), ...Object.values(schema.marks)]
  const attributes = types.flatMap((type) =>
    Object.keys((type.spec.attrs ?? {}) as object).map((name) => ({ type, name, of: `${type.name}.${name}` })),
  )
  it('is known here', () => {
    expect(attributes.map(({ of }) => of).sort()).toEqual([
      'claim.id',
      'codeBlock.language',
      'figure.alt',
      'figure.src',
      'heading.level',
      'link.href',
      'orderedList.start',
      'orderedList.type',
      'tableCell.align',
      'tableCell.colspan',
      'tableCell.colwidth',
      'tableCell.rowspan',
      'tableHeader.align',
      'tableHeader.colspan',
      'tableHeader.colwidth',
      'tableHeader.rowspan',
    ])
  })
  it.each(attributes)('$of has a validator that refuses what is hostile and takes its own default', ({ type, name }) => {
    const { validate, default: usual } = (type.spec.attrs as Record<string, { validate?: unknown; default?: unknown }>)[name] ?? {}
    if (typeof validate !== 'function') throw new Error('has no validator')
    for (const value of HOSTILE) {
      // A description may be any words of a bounded length.
      if (name === 'alt' && typeof value === 'string' && value.length < 2_000) continue
      expect(() => validate(value), `${String(JSON.stringify(value)).slice(0, 40)}`).toThrow(RangeError)
    }
    if (type.name !== 'claim' && type.name !== 'link') expect(() => validate(usual)).not.toThrow()
  })
})

describe('a document from outside', () => {
  it('is refused with an attribute out of bounds, in JSON and by a step', () => {
    for (const attrs of [
      { colspan: 30_000_000 },
      { colspan: 0 },
      { rowspan: 1e9 },
      { colwidth: Array(1e5).fill(1) },
      { align: 'x; position: fixed' },
    ])
      expect(() => readDocument(cell(attrs))).toThrow(RangeError)
    expect(() => readDocument(docOf({ type: 'codeBlock', attrs: { language: 'x fixed inset-0' } }))).toThrow(RangeError)
    expect(() => readDocument(docOf({ type: 'heading', attrs: { level: 7 } }))).toThrow(RangeError)
    const step = { stepType: 'replace', from: 0, to: 0, slice: { content: cell({ colspan: 30_000_000 }).content } }
    expect(() => Step.fromJSON(schema, step)).toThrow(RangeError)
    // One that stands in a log already is followed still.
    const { doc } = readStoredStep(step).apply(readDocument(docOf(paragraph)))
    expect(doc?.firstChild?.firstChild?.firstChild?.attrs.colspan).toBe(1)
  })
  it('nests as deep as a browser and an export can follow, and no deeper', () => {
    expect(readDocument(docOf(nested(MAX_DEPTH - 2))).textContent).toBe('Words.')
    for (const depth of [MAX_DEPTH, 1_300]) expect(() => readDocument(docOf(nested(depth)))).toThrow(RangeError)
  })
  it('has tables a browser can lay out', () => {
    const row = (cells: number, colspan: number) => ({
      type: 'tableRow',
      content: Array.from({ length: cells }, () => ({ type: 'tableCell', attrs: { colspan }, content: [paragraph] })),
    })
    const table = (rows: number, cells: number, colspan: number) =>
      schema.nodeFromJSON({ type: 'table', content: Array.from({ length: rows }, () => row(cells, colspan)) })
    expect(shapeProblem([table(20, 20, 1)])).toBeNull()
    expect(shapeProblem([table(1, 3, 100)])).toMatch(/columns/)
    expect(shapeProblem([table(600, 1, 200)])).toMatch(/cells/)
  })
  it('that an earlier version let in is brought within bounds, not refused', () => {
    const doc = readStoredDocument(cell({ colspan: 30_000_000, rowspan: 2 }))
    expect(doc.firstChild?.firstChild?.firstChild?.attrs).toMatchObject({ colspan: 1, rowspan: 2 })
    expect(readStoredDocument(docOf({ type: 'heading', attrs: { level: 1 } })).firstChild?.attrs.level).toBe(2)
  })
})

describe('HTML from outside', () => {
  const read = (html: string) => {
    const messages = new Messages()
    return { doc: readDocument(htmlToDocument(html, messages).document), said: messages.list().map(({ message }) => message) }
  }
  it('keeps its words when an attribute is out of bounds', () => {
    const { doc } = read(
      '<p>A</p><table><tr><td colspan="30000000" rowspan="1000000000">Cell</td></tr></table><ol start="99999999999999"><li>One</li></ol>' +
        '<pre><code class="language-x fixed inset-0">code</code></pre><h2 level="9000">Head</h2><ol type="x; y" start="4"><li>Two</li></ol>',
    )
    expect(doc.textContent).toBe('ACellOnecodeHeadTwo')
    expect(JSON.stringify(doc.toJSON())).not.toMatch(/30000000|9000|99999999999999|fixed/)
    expect(JSON.stringify(doc.toJSON())).toContain('"start":4')
  })
  it('nested too deep is made flat, and that is said', () => {
    const depth = 200
    const quotes = read(`${'<blockquote>'.repeat(depth)}<p>Deep words.</p>${'</blockquote>'.repeat(depth)}`)
    expect(quotes.doc.textContent).toBe('Deep words.')
    expect(quotes.said.join(' ')).toContain('deep in each other')
    const tables = read(`${'<table><tr><td>'.repeat(depth)}Deep words.${'</td></tr></table>'.repeat(depth)}`)
    expect(tables.doc.textContent).toBe('Deep words.')
    const lists = read(`${'<ul><li>'.repeat(depth)}Deep words.${'</li></ul>'.repeat(depth)}`)
    expect(lists.doc.textContent).toBe('Deep words.')
  })
  it('with a table wider than an article can hold becomes paragraphs, and that is said', () => {
    const { doc, said } = read(`<table><tr>${'<td>Word</td>'.repeat(300)}</tr></table>`)
    expect(doc.textContent).toBe('Word'.repeat(300))
    expect(said.join(' ')).toContain('brought in as plain paragraphs')
  })
  it('with a table whose cells reach down past its bounds becomes paragraphs too', () => {
    const rows = (count: number, cells: number, span: number) => `<tr>${`<td rowspan="${span}">Word</td>`.repeat(cells)}</tr>`.repeat(count)
    for (const table of [rows(4, 60, 900), rows(60, 60, 1_000), rows(120, 2, 900)]) {
      const { doc, said } = read(`<table>${table}</table>`)
      expect(doc.firstChild?.type.name).toBe('paragraph')
      expect(said.join(' ')).toContain('brought in as plain paragraphs')
    }
    expect(read(`<table>${rows(3, 50, 3)}</table>`).doc.firstChild?.type.name).toBe('table')
  })
  it('loses characters no format can keep, however they are written', () => {
    const { doc, said } = read('<p>A&#xFFFE;b&#1;c&#xD800;d\uffffe\u0000f</p>')
    expect(doc.textContent.replaceAll('\ufffd', '')).toBe('Abcdef')
    expect(said.join(' ')).toContain('cannot be printed')
    expect(doc.textContent.isWellFormed()).toBe(true)
  })
  it('of Markdown that opens and never closes is read as words, and that is said', () => {
    for (const hostile of ['[', '_a', '*a ', '`a ', '![a', '<a ']) {
      const text = hostile.repeat(50_000)
      const { document, messages } = importMarkdown(new TextEncoder().encode(text))
      expect(readDocument(document).textContent).toBe(text.trim())
      expect(messages.map(({ message }) => message).join(' ')).toContain('without bold, links and other markup')
    }
  })
  it('of Markdown keeps its markup where each part is short, however long the whole', () => {
    const rows = Array.from(
      { length: 400 },
      (_, row) => `| Mill ${row} | **closed** in the year of the fire | see [the list](https://example.org/${row}) |`,
    )
    const { document, messages } = importMarkdown(
      new TextEncoder().encode(['| Mill | What | Where |', '|---|---|---|', ...rows].join('\n')),
    )
    expect(readDocument(document).firstChild?.type.name).toBe('table')
    expect(readDocument(document).firstChild?.childCount).toBe(401)
    expect(messages).toEqual([])
  })
  it('of Markdown of thousands of signs is read as words, quotes without end are refused', () => {
    for (const hostile of ['***a_', '&#', '!', '<a '].map((sign) => sign.repeat(3_000).trim())) {
      const { document } = importMarkdown(new TextEncoder().encode(Array.from({ length: 20 }, () => hostile).join('\n\n')))
      expect(readDocument(document).firstChild?.textContent).toBe(hostile)
    }
    for (const nested of ['> ', '1. ', '+ '])
      expect(() => importMarkdown(new TextEncoder().encode(nested.repeat(20_000)))).toThrow('nested deeper')
  })
})

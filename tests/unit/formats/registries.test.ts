import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { AUDIENCES } from '@/lib/core/article/article-snapshot'
import { redact } from '@/lib/core/article/redact'
import type { ExportFormat } from '@/lib/core/report/export-formats'
import { readDocument } from '@/lib/editor/schema'
import { textOf } from '@/lib/editor/text-map'
import { pdfSource } from '@/lib/formats/exporters/pdf'
import { EXPORTERS } from '@/lib/formats/exporters/registry'
import { formatOfName, IMPORTERS, type ImportFormat } from '@/lib/formats/importers/registry'
import { wordFile, wordParagraph } from '@/tests/factories/docx-file'
import { odtFile } from '@/tests/factories/odt-file'
import { pdfFile, pdfLines } from '@/tests/factories/pdf-file'
import { snapshot } from '@/tests/factories/snapshot'

const bytes = (text: string) => new TextEncoder().encode(text)

/** The same small article in each format that can come in, and what must come out of it. */
const FIXTURES: Record<ImportFormat, { readonly file: Uint8Array; readonly text: string; readonly blocks: readonly string[] }> = {
  text: {
    file: bytes('The mill closed.\n\nIt cost 5 crowns.'),
    text: 'The mill closed.\nIt cost 5 crowns.',
    blocks: ['paragraph', 'paragraph'],
  },
  markdown: {
    file: bytes('# The mill\n\nIt *cost* 5 crowns.\n\n- one\n- two\n\n> Said so.'),
    text: 'The mill\nIt cost 5 crowns.\none\ntwo\nSaid so.',
    blocks: ['headline', 'paragraph', 'bulletList', 'blockquote'],
  },
  html: {
    file: bytes(
      `<html><head><title>The mill</title></head><body><nav>Home About</nav><article><h1>The mill</h1>${'<p>It cost 5 crowns, as the town’s accounts say, and nobody has asked since why it did.</p>'.repeat(4)}</article><footer>Imprint</footer></body></html>`,
    ),
    text: `The mill${'\nIt cost 5 crowns, as the town’s accounts say, and nobody has asked since why it did.'.repeat(4)}`,
    blocks: ['headline', 'paragraph', 'paragraph', 'paragraph', 'paragraph'],
  },
  'pasted-html': {
    file: bytes('<h1>The mill</h1><p>It <b>cost</b> 5 crowns.</p><ol><li>one</li></ol>'),
    text: 'The mill\nIt cost 5 crowns.\none',
    blocks: ['headline', 'paragraph', 'orderedList'],
  },
  docx: {
    file: wordFile(
      wordParagraph('Heading1', 'The mill') +
        wordParagraph(null, 'It ', ['<w:b/>', 'cost'], ' 5 crowns.') +
        wordParagraph('Heading2', 'Later') +
        wordParagraph(null, 'It closed in 1952.'),
    ),
    text: 'The mill\nIt cost 5 crowns.\nLater\nIt closed in 1952.',
    blocks: ['headline', 'paragraph', 'heading', 'paragraph'],
  },
  odt: {
    file: odtFile(
      '<text:h text:outline-level="1">The mill</text:h><text:p>It cost 5 crowns.</text:p><text:h text:outline-level="2">Later</text:h><text:p>It closed in 1952.</text:p>',
    ),
    text: 'The mill\nIt cost 5 crowns.\nLater\nIt closed in 1952.',
    blocks: ['headline', 'paragraph', 'heading', 'paragraph'],
  },
  rtf: {
    file: bytes('{\\rtf1\\ansi It {\\b cost} 5 crowns.\\par It closed in 1952.\\par}'),
    text: 'It cost 5 crowns.\nIt closed in 1952.',
    blocks: ['paragraph', 'paragraph'],
  },
  json: {
    file: bytes(
      JSON.stringify({
        schema: 'tickmark-article/1',
        generatedAt: '2026-01-01T00:00:00.000Z',
        generatedBy: '',
        audience: 'public',
        article: {
          title: 'x',
          version: 3,
          text: 'It cost 5 crowns.',
          textHash: '47f107864033da79da10f5cbe952297f6ff22036e475bea701f92fd5fc202628',
          document: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'It cost 5 crowns.' }] }] },
        },
        claims: [],
        sources: [],
      }),
    ),
    text: 'It cost 5 crowns.',
    blocks: ['paragraph'],
  },
  pdf: {
    file: pdfFile([pdfLines('It cost 5 crowns.', 'It closed in 1952.')]),
    text: 'It cost 5 crowns. It closed in 1952.',
    blocks: ['paragraph'],
  },
}

describe.each(Object.keys(IMPORTERS) as ImportFormat[])('coming in as %s', (format) => {
  const { file, text, blocks } = FIXTURES[format]
  it('gives the words and the structure of the file', async () => {
    const imported = await IMPORTERS[format].read(file)
    const doc = readDocument(imported.document)
    expect(textOf(doc)).toBe(text)
    expect(Array.from({ length: doc.childCount }, (_, index) => doc.child(index).type.name)).toEqual(blocks)
  })
  it('refuses nothing at all, and says so', async () => {
    await expect((async () => IMPORTERS[format].read(new Uint8Array()))()).rejects.toThrow(
      /empty|no text|not a Word|not an OpenDocument|not a Rich Text|not a PDF|not a JSON|could not|damaged/i,
    )
  })
  it('is told by the endings of its names', () => {
    for (const extension of IMPORTERS[format].extensions) expect(formatOfName(`A file.${extension.toUpperCase()}`)).toBe(format)
  })
})

const FOLDER = 'tests/fixtures/golden'

/** What a format gives, as text that can be read and compared: the parts of an Office file that hold words. */
async function written(format: ExportFormat): Promise<string> {
  if (format === 'pdf') return pdfSource(snapshot(), new Map())
  const out = await EXPORTERS[format](snapshot())
  if (typeof out === 'string') return out
  const parts = unzipSync(out)
  const names = format === 'xlsx' ? Object.keys(parts).filter((name) => /^xl\/(?:worksheets|sharedStrings)/.test(name)) : []
  return [...names.sort(), ...(format === 'docx' ? ['word/document.xml', 'word/comments.xml'] : [])]
    .map((name) => new TextDecoder().decode(parts[name]).replaceAll('><', '>\n<'))
    .join('\n\n')
    .replace(/w(?:14|15)?:(?:paraId|rsid\w*|durableId)="[^"]*"/g, '')
}

/** The words of a PDF as a reader of it has them, line ends as spaces. */
async function wordsOfPdf(bytes: Uint8Array): Promise<string> {
  const { extractText, getDocumentProxy } = await import('unpdf')
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true })
  return text.replace(/\s+/g, ' ')
}

describe.each(Object.keys(EXPORTERS) as ExportFormat[])('going out as %s', (format) => {
  it('is what it was (to accept a change: GOLDEN=accept npm test -- --only unit, then read the difference)', async () => {
    const file = `${FOLDER}/report.${format === 'docx' || format === 'xlsx' ? `${format}.xml` : format === 'pdf' ? 'typ' : format}`
    const now = await written(format)
    if (process.env.GOLDEN === 'accept') {
      mkdirSync(FOLDER, { recursive: true })
      writeFileSync(file, now)
    }
    expect(existsSync(file), `${file} is missing`).toBe(true)
    expect(now).toBe(readFileSync(file, 'utf8'))
  })
  it.each(AUDIENCES)('tells %s no more than they may know', async (audience) => {
    const out = await EXPORTERS[format]({ ...redact(snapshot(), audience), pictures: {} })
    const text =
      typeof out === 'string'
        ? out
        : format === 'pdf'
          ? await wordsOfPdf(out)
          : Object.values(unzipSync(out))
              .map((part) => new TextDecoder().decode(part))
              .join('\n')
    const isWhole = audience === 'internal' || audience === 'legal'
    for (const secret of ['Deep source', 'Whistle Blower']) expect(text.includes(secret), secret).toBe(isWhole)
    // Lists of sources, and what is for readers, have no words taken from them.
    const hasNoQuotes = ['csl-json', 'bibtex', 'ris', 'claim-review', 'embed', 'embed-json'].includes(format)
    expect(text.includes('secret words')).toBe(isWhole && !hasNoQuotes)
    if (isWhole) return
    expect(text).toContain('An official')
    if (audience === 'public') for (const name of ['Tomas', 'Ines', 'House style', 'second']) expect(text, name).not.toContain(name)
  })
})

describe('redaction', () => {
  /** Every field of a snapshot filled with a word of its own, so that what leaves can be found again. */
  it('lets through only what is named: a field nobody named is absent', () => {
    const taken = snapshot()
    const claims = taken.claims.map((claim) => ({ ...claim, tags: ['a tag'], assignee: 'An assignee', added: 'a new field' }))
    const withMore = {
      ...taken,
      claims,
      extra: 'a new field',
      sources: taken.sources.map((source) => ({ ...source, added: 'a new field' })),
    }
    for (const audience of AUDIENCES) {
      const text = JSON.stringify(redact(withMore, audience))
      expect(text).not.toContain('a new field')
      expect(text.includes('"legalFlag":true')).toBe(audience === 'internal' || audience === 'legal')
      for (const word of ['a tag', 'An assignee']) expect(text.includes(word), `${word} to ${audience}`).toBe(audience !== 'public')
      expect(text.includes('"confidenceReason":null')).toBe(audience === 'public')
    }
  })
  it('tells the author nothing of legal, and the public how much was looked at and that somebody signed, not who or what', () => {
    const { limits } = redact(snapshot(), 'author')
    expect(limits.blockers.map(({ kind }) => kind)).toEqual(['reply'])
    expect(limits.signOffs[0]).toMatchObject({ by: 'Ines', exceptions: [] })
    expect(redact(snapshot(), 'legal').limits.blockers).toHaveLength(2)
    expect(redact(snapshot(), 'public').limits).toEqual({
      coverage: { checkable: 4, covered: 3, decided: 2, caution: null },
      notLookedAt: [],
      findings: [],
      blockers: [],
      signOffs: [{ role: 'editor', by: '', at: '2026-01-02T12:00:00.000Z', version: 7, isVoid: false, exceptions: [] }],
    })
  })
  it('gives the public only what is checked', () => {
    const taken = snapshot()
    const claims = taken.claims.map((claim, index) => ({ ...claim, state: index === 0 ? ('in-progress' as const) : claim.state }))
    const left = redact({ ...taken, claims }, 'public')
    expect(left.claims).toHaveLength(claims.length - 1)
    // Nor the mark of the other in the text, which would tell that it is there.
    expect(JSON.stringify(left.article.document)).not.toContain(`"id":"${claims[0]?.id}"`)
    expect(JSON.stringify(left.article.document)).toContain(`"id":"${claims[1]?.id}"`)
    expect(redact({ ...taken, claims }, 'author').claims).toHaveLength(claims.length)
  })
})

/** A report of 500 claims on about 40 pages: each format beside the bare library writing the same words; and a key's way to the server while reports are made. */
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { DOMSerializer } from '@tiptap/pm/model'
import {
  CommentRangeEnd,
  CommentRangeStart,
  CommentReference,
  Document,
  FootnoteReferenceRun,
  HeadingLevel,
  Packer,
  Paragraph,
  type ParagraphChild,
  TextRun,
} from 'docx'
import { parseHTML } from 'linkedom'
import type { ArticleSnapshot } from '@/lib/core/article/article-snapshot'
import { EMPTY_SOURCE } from '@/lib/core/evidence/source'
import { readDocument, schema } from '@/lib/editor/schema'
import { writeDocx } from '@/lib/formats/exporters/docx'
import { writeHtml } from '@/lib/formats/exporters/html'
import { pdfSource, writePdf } from '@/lib/formats/exporters/pdf'
import { claimLines, oneLine } from '@/lib/formats/support/docx/claim-comments'
import { apiOf, DeskServer } from '../support/desk'
import { makeArticle, median, percentile, table } from './support'

const RUNS = 5
const server = await DeskServer.start()
try {
  const { url, people } = server.desk
  const editor = apiOf(url, people.editor.token)
  const id = await makeArticle(server, { words: 16_000, claims: 500 })
  const snapshot = withWork((await editor<ArticleSnapshot>('GET', `/api/articles/${id}/export/json`)).body)

  const pairs: readonly [string, () => Promise<unknown>, () => Promise<unknown>][] = [
    ['DOCX', () => writeDocx(snapshot), () => bareDocx(snapshot)],
    ['PDF', () => writePdf(snapshot), barePdf(pdfSource(snapshot, new Map()))],
    ['HTML', async () => writeHtml(snapshot), async () => bareHtml(snapshot)],
  ]
  const rows: (string | number)[][] = [['format', 'report ms', 'bare library ms', '×']]
  for (const [name, ours, bare] of pairs) {
    const times: { ours: number[]; bare: number[] } = { ours: [], bare: [] }
    for (let run = 0; run <= RUNS; run++)
      for (const [which, work] of [
        ['ours', ours],
        ['bare', bare],
      ] as const) {
        const start = performance.now()
        await work()
        // The first of each loads what it needs.
        if (run > 0) times[which].push(performance.now() - start)
      }
    rows.push([name, median(times.ours), median(times.bare), median(times.ours) / median(times.bare)])
  }
  table(rows)
  console.log('')

  let version = (await editor<{ version: number }>('GET', `/api/articles/${id}`)).body.version
  const key = async () => {
    const start = performance.now()
    const step = { stepType: 'replace', from: 1, to: 1, slice: { content: [{ type: 'text', text: 'e' }] } }
    const { status, body } = await editor<{ version: number }>('POST', `/api/articles/${id}/steps`, {
      version,
      clientId: 'bench-reports-1',
      steps: [step],
    })
    if (status !== 200) throw new Error(JSON.stringify(body))
    version = body.version
    return performance.now() - start
  }
  const quiet: number[] = []
  for (let n = 0; n < 60; n++) quiet.push(await typed(key))
  const busy: number[] = []
  let isOver = false
  const making = (async () => {
    for (const format of ['docx', 'pdf', 'html', 'docx', 'pdf', 'html'])
      await (
        await fetch(`${url}/api/articles/${id}/export/${format}`, { headers: { Authorization: `Bearer ${people.checker.token}` } })
      ).arrayBuffer()
    isOver = true
  })()
  while (!isOver) busy.push(await typed(key))
  await making
  const row = (name: string, times: readonly number[]) => [
    name,
    times.length,
    percentile(times, 0.5),
    percentile(times, 0.95),
    Math.max(...times),
  ]
  table([
    ['a key to the server and back', 'keys', 'p50 ms', 'p95 ms', 'longest ms'],
    row('quiet', quiet),
    row('six reports made meanwhile', busy),
  ])
} finally {
  await server.stop()
}

/** Ten keys a second. */
async function typed(key: () => Promise<number>): Promise<number> {
  const ms = await key()
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, 100 - ms)))
  return ms
}

/** Two notes and a piece of evidence on each claim. */
function withWork(taken: ArticleSnapshot): ArticleSnapshot {
  const source = { ...EMPTY_SOURCE, id: 's', number: 1, captures: [], title: 'Accounts of the port', URL: 'https://port.example/accounts' }
  const at = taken.generatedAt
  return {
    ...taken,
    pictures: {},
    sources: [source],
    claims: taken.claims.map((claim) => ({
      ...claim,
      state: 'checked',
      outcome: 'confirmed',
      confidence: 'high',
      decision: { quote: claim.quote, sentence: claim.quote, by: 'Ann', at, version: 1 },
      notes: [
        {
          id: `${claim.id}-1`,
          kind: 'note',
          text: 'Rang the harbour office, which looked it up in its own books.',
          replyToId: null,
          by: 'Ann',
          at,
        },
        { id: `${claim.id}-2`, kind: 'note', text: 'Good.', replyToId: `${claim.id}-1`, by: 'Bo', at },
      ],
      evidence: [
        {
          sourceId: 's',
          stance: 'supports',
          directness: 'primary',
          credibility: 1,
          quote: 'It took in forty million.',
          locator: 'p. 12',
          note: null,
          isToBeConfirmed: false,
          by: 'Ann',
          at,
          proof: null,
        },
      ],
    })),
  }
}

/** The same words in as many paragraphs, runs, comments and footnotes, by the library alone. */
function bareDocx(taken: ArticleSnapshot): Promise<Buffer> {
  const lines = taken.claims.map((claim) => claimLines(claim, taken).map(oneLine))
  const date = new Date(taken.generatedAt)
  let next = 0
  const children: Paragraph[] = []
  readDocument(taken.article.document).forEach((block) => {
    const runs: ParagraphChild[] = []
    block.forEach((node) => {
      const isClaim = node.marks.some((mark) => mark.type.name === 'claim')
      if (isClaim) runs.push(new CommentRangeStart(next), new CommentRangeStart(next + 1))
      runs.push(new TextRun(node.text ?? ''))
      if (isClaim) {
        runs.push(new CommentRangeEnd(next), new CommentRangeEnd(next + 1), new TextRun({ children: [new CommentReference(next)] }))
        runs.push(new FootnoteReferenceRun(next / 2 + 1))
        next += 2
      }
    })
    children.push(new Paragraph({ children: runs }))
  })
  for (const all of lines)
    children.push(
      new Paragraph({ heading: HeadingLevel.HEADING_3, children: [new TextRun(all[0] ?? '')] }),
      ...all.slice(1).map((line) => new Paragraph({ children: [new TextRun(line)] })),
    )
  const paragraphs = (all: readonly string[]) => all.map((line) => new Paragraph({ children: [new TextRun(line)] }))
  const document = new Document({
    comments: {
      children: lines.flatMap((all, index) => [
        { id: index * 2, author: 'Ann', date, children: paragraphs(all) },
        { id: index * 2 + 1, author: 'Bo', date, children: paragraphs(['Good.']) },
      ]),
    },
    footnotes: Object.fromEntries(lines.map((all, index) => [index + 1, { children: paragraphs([all[all.length - 1] ?? '']) }])),
    sections: [{ children }],
  })
  return Packer.toBuffer(document)
}

/** The library on a source that is written already. */
function barePdf(source: string): () => Promise<unknown> {
  return async () => NodeCompiler.create({}).pdf({ mainFileContent: source })
}

/** The editor's own serializer, and a list of the claims' lines, through a DOM. */
function bareHtml(taken: ArticleSnapshot): string {
  const { document } = parseHTML('<!doctype html><html><body><article></article><ol></ol></body></html>')
  DOMSerializer.fromSchema(schema).serializeFragment(
    readDocument(taken.article.document).content,
    { document: document as unknown as globalThis.Document },
    document.querySelector('article') as unknown as HTMLElement,
  )
  const list = document.querySelector('ol')
  for (const claim of taken.claims) {
    const item = document.createElement('li')
    for (const line of claimLines(claim, taken)) {
      const p = document.createElement('p')
      p.textContent = line
      item.append(p)
    }
    list?.append(item)
  }
  return document.toString()
}

/** Opening, typing and heap of the whole article page, beside bare ProseMirror on the same text in the same run. */
import { buildSync } from 'esbuild'
import { DeskServer } from '../support/desk'
import { benchText } from './bench-text'
import {
  heapOf,
  launch,
  makeArticle,
  median,
  percentile,
  servePage,
  signedIn,
  table,
  timeToEditable,
  typeInMiddle,
  WATCH_EDITABLE,
} from './support'

const SIZES = [
  { words: 10_000, claims: 1_000 },
  { words: 50_000, claims: 5_000 },
] as const
const OPENINGS = 5
const KEYS = 200

const script =
  buildSync({ entryPoints: ['tests/bench/bare-editor.ts'], bundle: true, write: false, format: 'iife', minify: true }).outputFiles[0]
    ?.text ?? ''

/** The page around the bare editor: the same type and width as the article's. */
const barePage = (text: string) =>
  `<!doctype html><meta charset="utf-8"><style>body{margin:0;height:100vh;overflow-y:auto;font:18px/1.62 Georgia,serif}.ProseMirror{max-width:41rem;margin:auto;outline:none;white-space:break-spaces}p{margin:0;padding:.45rem 0}</style><div id="editor"></div><script type="application/json" id="text">${JSON.stringify(text.split('\n')).replaceAll('<', '\\u003c')}</script><script>${script}</script>`

const server = await DeskServer.start()
const browser = await launch()
try {
  const rows: (string | number)[][] = [
    ['words / claims', 'page', 'editable ms', '× bare', 'key→paint p50 ms', 'p95 ms', 'p95 × bare', 'heap MB', '× bare'],
  ]
  for (const size of SIZES) {
    const id = await makeArticle(server, size)
    const bare = await servePage(barePage(benchText(size.words, 0).text))
    const context = await signedIn(browser, server)
    const measured: Record<string, { open: number; keys: number[]; heap: number }> = {}
    for (const [name, url] of [
      ['bare ProseMirror', bare.url],
      ['Tickmark', `${server.desk.url}/articles/${id}`],
    ] as const) {
      const opens: number[] = []
      let heap = 0
      let keys: number[] = []
      for (let n = 0; n < OPENINGS; n++) {
        const page = await context.newPage()
        await page.addInitScript(WATCH_EDITABLE)
        opens.push(await timeToEditable(page, url))
        if (n === OPENINGS - 1) {
          await page.waitForTimeout(1_000)
          keys = await typeInMiddle(page, KEYS)
          heap = await heapOf(page)
        }
        await page.close()
      }
      measured[name] = { open: median(opens), keys, heap }
    }
    const floor = measured['bare ProseMirror'] as { open: number; keys: number[]; heap: number }
    for (const [name, { open, keys, heap }] of Object.entries(measured))
      rows.push([
        `${size.words.toLocaleString('en')} / ${size.claims.toLocaleString('en')}`,
        name,
        open,
        open / floor.open,
        median(keys),
        percentile(keys, 0.95),
        percentile(keys, 0.95) / percentile(floor.keys, 0.95),
        heap,
        heap / floor.heap,
      ])
    bare.server.close()
    await context.close()
  }
  table(rows)
} finally {
  await browser.close()
  await server.stop()
}

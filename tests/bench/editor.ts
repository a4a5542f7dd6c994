/** Opening, typing and heap of the whole article page, beside bare ProseMirror on the same text in the same run. */
import { buildSync } from 'esbuild'
import { DeskServer } from '../support/desk'
import { benchText } from './bench-text'
import {
  countCpu,
  heapOf,
  launch,
  makeArticle,
  median,
  percentile,
  servePage,
  signedIn,
  table,
  timeToOpen,
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

interface Measured {
  readonly cold: number
  readonly readable: number
  readonly editable: number
  /** Main thread until it could be worked in, in ms of CPU. */
  readonly opening: number
  readonly keys: Awaited<ReturnType<typeof typeInMiddle>>
  readonly heap: number
}

const server = await DeskServer.start()
const browser = await launch()
try {
  const rows: (string | number)[][] = [
    [
      ...['words / claims', 'page', 'cold ms', 'readable ms', '× bare', 'editable ms', '× bare', 'CPU of opening ms', '× bare'],
      ...['key→paint p50 ms', 'p95 ms', 'p95 × bare', 'CPU a key ms', '× bare', 'heap MB', '× bare'],
    ],
  ]
  for (const size of SIZES) {
    const id = await makeArticle(server, size)
    const bare = await servePage(barePage(benchText(size.words, 0).text))
    const context = await signedIn(browser, server)
    const measured: Record<string, Measured> = {}
    for (const [name, url] of [
      ['bare ProseMirror', bare.url],
      ['Tickmark', `${server.desk.url}/articles/${id}`],
    ] as const) {
      const opens: (Awaited<ReturnType<typeof timeToOpen>> & { cpu: number })[] = []
      let heap = 0
      let keys: Awaited<ReturnType<typeof typeInMiddle>> = { paint: [], cpu: 0 }
      for (let n = 0; n < OPENINGS; n++) {
        const page = await context.newPage()
        await page.addInitScript(WATCH_EDITABLE)
        const cpuOf = await countCpu(page)
        const opened = await timeToOpen(page, url)
        opens.push({ ...opened, cpu: await cpuOf() })
        if (n === OPENINGS - 1) {
          await page.waitForTimeout(1_000)
          keys = await typeInMiddle(page, KEYS, cpuOf)
          heap = await heapOf(page)
        }
        await page.close()
      }
      // The first finds nothing in the browser's cache.
      const warm = opens.slice(1)
      measured[name] = {
        cold: opens[0]?.editable ?? 0,
        readable: median(warm.map((one) => one.readable)),
        editable: median(warm.map((one) => one.editable)),
        opening: median(warm.map((one) => one.cpu)),
        keys,
        heap,
      }
    }
    const floor = measured['bare ProseMirror'] as Measured
    for (const [name, { cold, readable, editable, opening, keys, heap }] of Object.entries(measured))
      rows.push([
        `${size.words.toLocaleString('en')} / ${size.claims.toLocaleString('en')}`,
        name,
        cold,
        readable,
        readable / floor.readable,
        editable,
        editable / floor.editable,
        opening,
        opening / floor.opening,
        median(keys.paint),
        percentile(keys.paint, 0.95),
        percentile(keys.paint, 0.95) / percentile(floor.keys.paint, 0.95),
        keys.cpu,
        keys.cpu / floor.keys.cpu,
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

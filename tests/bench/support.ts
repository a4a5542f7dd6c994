import { spawn } from 'node:child_process'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test'
import { type DeskServer, PASSWORD } from '../support/desk'

const root = fileURLToPath(new URL('../../', import.meta.url))

export async function launch(): Promise<Browser> {
  const executablePath = process.env.TICKMARK_BROWSER
  const quiet = ['--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
  // Without these a key that costs 10 ms and one that costs 1 land in the same frame.
  const unpaced = ['--disable-frame-rate-limit', '--disable-gpu-vsync']
  return chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: [...quiet, ...unpaced, '--disable-quic', '--js-flags=--expose-gc', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  })
}

/** Makes an article of a size in a desk's database, through the product's own change of an article. */
export async function makeArticle(server: DeskServer, size: { words: number; claims: number; steps?: number }): Promise<string> {
  const child = spawn(
    process.execPath,
    [
      '--conditions=react-server',
      '--import',
      'tsx',
      join(root, 'tests/bench/make-article.ts'),
      String(size.words),
      String(size.claims),
      String(size.steps ?? 0),
    ],
    {
      cwd: root,
      env: { ...process.env, DATABASE_URL: `file:${server.desk.databaseFile}`, NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
  await new Promise((resolve) => child.once('close', resolve))
  const line = said.split('\n').find((one) => one.startsWith('ARTICLE '))
  if (!line) throw new Error(`The article could not be made:\n${said}`)
  return line.slice('ARTICLE '.length)
}

export async function signedIn(browser: Browser, server: DeskServer, role: 'editor' | 'author' = 'editor'): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: server.desk.url, viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill(server.desk.people[role].email)
  await page.getByLabel('Password').fill(PASSWORD)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/articles')
  await page.close()
  return context
}

/** Serves one page with a script, for the bare editor. */
export async function servePage(html: string): Promise<{ url: string; server: Server }> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' })
    response.end(html)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, server }
}

/**
 * Watches for the moments the text can be read and an editor can be worked in,
 * in ms since navigation began. Read: the browser's own time of the first frame
 * with words of the text in it (Largest Contentful Paint). Worked in: the first
 * task after the frame with the editor.
 */
export const WATCH_EDITABLE = `
(() => {
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.element?.closest('.ProseMirror')) window.readableAt ??= entry.renderTime || entry.startTime
  }).observe({ type: 'largest-contentful-paint', buffered: true })
  const look = () => {
    const editor = document.querySelector('.ProseMirror[contenteditable="true"]')
    if (editor && editor.childElementCount > 1)
      requestAnimationFrame(() => { const channel = new MessageChannel(); channel.port1.onmessage = () => { window.editableAt ??= performance.now() }; channel.port2.postMessage(0) })
    else setTimeout(look, 4)
  }
  look()
})()`

/** Waits for an expression of the page. Not waitForFunction, which the pages' own policy forbids. */
export async function until(page: Page, expression: string, everyMs = 4, limitMs = 120_000): Promise<void> {
  const end = performance.now() + limitMs
  while (!(await page.evaluate(expression))) {
    if (performance.now() > end) throw new Error(`Never true: ${expression}`)
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
}

/** Counts what a page's main thread does from now on, in ms of CPU: tasks, whatever they are for. */
export async function countCpu(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1_000
  }
}

/** When a page could be read and worked in, in ms since navigation began. */
export async function timeToOpen(page: Page, url: string): Promise<{ readable: number; editable: number }> {
  await page.goto(url, { waitUntil: 'commit' })
  await until(page, 'window.editableAt !== undefined && window.readableAt !== undefined', 20)
  return { readable: Number(await page.evaluate('window.readableAt')), editable: Number(await page.evaluate('window.editableAt')) }
}

/** Types in the middle of the text, each key after the one before was painted; ms from the key to the paint after it, and ms of CPU a key. */
export async function typeInMiddle(page: Page, keys: number, cpuOf: () => Promise<number>): Promise<{ paint: number[]; cpu: number }> {
  const editing = page.getByRole('radio', { name: 'Editing' })
  if (await editing.count()) await editing.click()
  // Over either page: what lies under the mouse is looked up after each layout.
  await page.mouse.move(720, 450)
  await page.evaluate(`(() => {
    const editor = document.querySelector('.ProseMirror')
    const block = editor.children[Math.floor(editor.children.length / 2)]
    block.scrollIntoView({ block: 'center' })
  })()`)
  await page.waitForTimeout(700)
  await page.evaluate(`(() => {
    const editor = document.querySelector('.ProseMirror')
    const block = editor.children[Math.floor(editor.children.length / 2)]
    editor.focus()
    const range = document.createRange()
    range.selectNodeContents(block)
    range.collapse(false)
    const selection = getSelection()
    selection.removeAllRanges()
    selection.addRange(range)
    window.keyTimes = []
    editor.addEventListener('keydown', (event) => {
      const start = event.timeStamp
      requestAnimationFrame(() => { const channel = new MessageChannel(); channel.port1.onmessage = () => window.keyTimes.push(performance.now() - start); channel.port2.postMessage(0) })
    }, true)
  })()`)
  await page.waitForTimeout(500)
  const before = await cpuOf()
  for (let n = 0; n < keys; n++) {
    await page.keyboard.type('abcdefghij'[n % 10] as string)
    await until(page, `window.keyTimes.length > ${n}`)
  }
  const cpu = ((await cpuOf()) - before) / keys
  return { paint: (await page.evaluate('window.keyTimes')) as number[], cpu }
}

/** JavaScript heap after a collection, in MB. */
export async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.enable')
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = (await session.send('Runtime.getHeapUsage')) as { usedSize: number }
  await session.detach()
  return usedSize / 1e6
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5)
}

export function table(rows: readonly (readonly (string | number)[])[]): void {
  const [head, ...rest] = rows.map((row) => row.map((cell) => (typeof cell === 'number' ? String(Math.round(cell * 100) / 100) : cell)))
  if (!head) return
  console.log(
    [`| ${head.join(' | ')} |`, `|${head.map(() => '---').join('|')}|`, ...rest.map((row) => `| ${row.join(' | ')} |`)].join('\n'),
  )
}

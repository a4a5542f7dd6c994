/** Fifty people reading and ten typing in one 10,000-word article: from one's key to another's screen, and the server's memory. */
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { apiOf, DeskServer, type TestDesk } from '../support/desk'
import { launch, makeArticle, median, percentile, signedIn, table, until } from './support'

const READERS = 50
const TYPISTS = 10
const at = process.argv.indexOf('--minutes')
const MINUTES = at === -1 ? 2 : Number(process.argv[at + 1])

/** Somebody typing three keys a second, sent as the desk sends them: after a pause of a quarter second. */
class Typist {
  readonly #api: ReturnType<typeof apiOf>
  readonly #articleId: string
  readonly #clientId: string
  readonly #block: number
  #isOver = false
  sent = 0

  constructor(desk: TestDesk, articleId: string, index: number) {
    this.#api = apiOf(desk.url, desk.people[index % 2 === 0 ? 'editor' : 'author'].token)
    this.#articleId = articleId
    this.#clientId = `bench-typist-${index}`
    this.#block = 3 + index * 7
  }

  async run(): Promise<void> {
    while (!this.#isOver) await this.#typeFor(200)
  }

  async #typeFor(batches: number): Promise<void> {
    const { body } = await this.#api<{ version: number; document: { content: { content?: { text?: string }[] }[] } }>(
      'GET',
      `/api/articles/${this.#articleId}`,
    )
    let { version } = body
    let position = 1
    for (const block of body.document.content.slice(0, this.#block))
      position += 2 + (block.content ?? []).reduce((sum, node) => sum + (node.text?.length ?? 1), 0)
    for (let n = 0; n < batches && !this.#isOver; n++) {
      await new Promise((resolve) => setTimeout(resolve, 330))
      const steps = [{ stepType: 'replace', from: position, to: position, slice: { content: [{ type: 'text', text: 'e' }] } }]
      for (let tries = 0; tries < 20 && !this.#isOver; tries++) {
        const answer = await this.#api<{
          version: number
          steps?: { step: { from: number; to: number; slice?: { content?: { text?: string }[] } } }[]
        }>('POST', `/api/articles/${this.#articleId}/steps`, { version, clientId: this.#clientId, steps })
        version = answer.body.version
        if (answer.status === 200) {
          this.sent++
          break
        }
        // Others were first: their inserted letters before our place move it on.
        for (const { step } of answer.body.steps ?? []) {
          const length = step.slice?.content?.[0]?.text?.length ?? 0
          if (step.from <= position) position += length - (step.to - step.from)
        }
        if (steps[0]) Object.assign(steps[0], { from: position, to: position })
      }
    }
  }

  stop(): void {
    this.#isOver = true
  }
}

/** A stream that reads and forgets, as a reader's tab does. */
async function read(desk: TestDesk, articleId: string, index: number, signal: AbortSignal): Promise<void> {
  const roles = ['viewer', 'checker', 'legal', 'editor', 'author'] as const
  const token = desk.people[roles[index % roles.length] ?? 'viewer'].token
  const response = await fetch(`${desk.url}/api/articles/${articleId}/events?since=0&client=bench-reader-${index}`, {
    headers: { Authorization: `Bearer ${token}` },
    signal,
  })
  const reader = response.body?.getReader()
  while (reader && !(await reader.read()).done);
}

/** Begins to watch: when keys go down in one browser, and when the letter they make is painted in the other. Both clocks are this machine's. */
async function watch(from: Page, to: Page): Promise<void> {
  await to.evaluate(`(() => {
    window.seen = []
    const editor = document.querySelector('.ProseMirror')
    const count = () => (editor.children[1].textContent.match(/Q/g) ?? []).length
    let known = count()
    new MutationObserver(() => {
      const now = count()
      if (now <= known) return
      const more = now - known
      known = now
      requestAnimationFrame(() => { const channel = new MessageChannel(); channel.port1.onmessage = () => { for (let n = 0; n < more; n++) window.seen.push(performance.timeOrigin + performance.now()) }; channel.port2.postMessage(0) })
    }).observe(editor, { childList: true, subtree: true, characterData: true })
  })()`)
  await from.evaluate(`(() => {
    window.pressed = []
    const editor = document.querySelector('.ProseMirror')
    editor.addEventListener('keydown', (event) => { if (event.key === 'Q') window.pressed.push(performance.timeOrigin + event.timeStamp) }, true)
    editor.focus()
    const range = document.createRange()
    range.selectNodeContents(editor.children[1])
    range.collapse(true)
    getSelection().removeAllRanges()
    getSelection().addRange(range)
  })()`)
  await from.waitForTimeout(300)
}

/** Presses a key, waits until it is on the other screen, and so on; ms from key to screen. */
async function keyToScreen(from: Page, to: Page, keys: number): Promise<number[]> {
  const before = Number(await to.evaluate('window.seen.length'))
  for (let n = 0; n < keys; n++) {
    await from.keyboard.type('Q')
    await until(to, `window.seen.length > ${before + n}`, 10, 20_000)
    await from.waitForTimeout(150)
  }
  const pressed = (await from.evaluate('window.pressed')) as number[]
  const seen = (await to.evaluate('window.seen')) as number[]
  return seen.slice(before).map((at, index) => at - (pressed[before + index] ?? Number.NaN))
}

function memoryOf(pid: number): number {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Number(line?.[1] ?? 0) / 1_000
}

const server = await DeskServer.start()
const browser = await launch()
try {
  const id = await makeArticle(server, { words: 10_000, claims: 200 })
  const pages: Page[] = []
  for (const role of ['editor', 'author'] as const) {
    const page = await (await signedIn(browser, server, role)).newPage()
    await page.goto(`/articles/${id}`)
    await page.waitForSelector('.ProseMirror[contenteditable="true"]')
    pages.push(page)
  }
  const [from, to] = pages as [Page, Page]
  await from.waitForTimeout(1_500)
  await watch(from, to)
  const floor = await keyToScreen(from, to, 40)

  const abort = new AbortController()
  const readers = Array.from({ length: READERS }, (_, index) => read(server.desk, id, index, abort.signal).catch(() => {}))
  const typists = Array.from({ length: TYPISTS }, (_, index) => new Typist(server.desk, id, index))
  const typing = typists.map((typist) => typist.run())
  await from.waitForTimeout(5_000)
  const busy: number[] = []
  const memory: number[] = []
  const until = Date.now() + MINUTES * 60_000
  while (Date.now() < until) {
    busy.push(...(await keyToScreen(from, to, 20)))
    if (server.pid) memory.push(memoryOf(server.pid))
  }
  for (const typist of typists) typist.stop()
  await Promise.all(typing)
  abort.abort()
  await Promise.all(readers)
  const p95 = (times: readonly number[]) => percentile(times, 0.95)
  table([
    ['who is here', 'key → another’s screen p50 ms', 'p95 ms', 'p95 above the floor ms', 'keys'],
    ['two browsers, nobody else (floor)', median(floor), p95(floor), 0, floor.length],
    [`and ${READERS} reading, ${TYPISTS} typing`, median(busy), p95(busy), p95(busy) - p95(floor), busy.length],
  ])
  const edits = typists.reduce((sum, typist) => sum + typist.sent, 0)
  const half = memory.length >> 1
  console.log(
    `\n${edits} edits by the typists in ${MINUTES} min. Server memory: ${memory[0]?.toFixed(0)} MB at first, ${median(memory.slice(0, half)).toFixed(0)} MB (median of the first half), ${median(memory.slice(half)).toFixed(0)} MB (of the second), ${memory[memory.length - 1]?.toFixed(0)} MB at last.`,
  )
} finally {
  await browser.close()
  await server.stop()
}

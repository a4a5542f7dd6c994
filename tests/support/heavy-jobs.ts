import { randomBytes } from 'node:crypto'
import { benchText } from '../bench/bench-text'
import { makeArticle, percentile } from '../bench/support'
import { apiOf, type DeskServer } from './desk'

const PICTURES = 12
const PICTURE_BYTES = 9_800_000

/** What became of one heavy job. */
export interface HeavyJob {
  readonly what: string
  readonly status: number
  readonly ms: number
}

/** What others met meanwhile, in ms: a read of a list ten times a second, and how long the server was busy with one thing. */
export interface Meanwhile {
  readonly readP50: number
  readonly readP95: number
  readonly loopP50: number
  readonly loopP99: number
  readonly loopMax: number
}

/** Heavy work of every kind by five people at once on a desk of its own: reports, files that come in, a draft, and sixty sign-ins; `also` runs beside it. */
export async function heavyWork(
  server: DeskServer,
  also: () => Promise<unknown> = async () => {},
): Promise<{ readonly quiet: Meanwhile; readonly busy: Meanwhile; readonly jobs: readonly HeavyJob[] }> {
  const { url, people } = server.desk
  const editor = apiOf(url, people.editor.token)
  const viewer = apiOf(url, people.viewer.token)
  const long = await makeArticle(server, { words: 50_000, claims: 2_000 })
  const pictures = await makePictures()
  const text = benchText(50_000, 10).text

  const quiet = await watch(async () => new Promise((resolve) => setTimeout(resolve, 8_000)))
  const page = `<html><body>${'<p>The port took forty million euros, it <b>said</b>.</p>'.repeat(30_000 / 2)}</body></html>`
  const roles = ['author', 'checker', 'editor', 'legal', 'admin'] as const
  const jobs: (() => Promise<HeavyJob>)[] = [
    ...(['editor', 'legal', 'admin'] as const).map(
      (role) => () => job(`Word report of ${PICTURES} pictures`, role, 'GET', `/api/articles/${pictures}/export/docx`),
    ),
    ...(['checker', 'editor'] as const).map(
      (role) => () => job('Web page of 2,000 claims', role, 'GET', `/api/articles/${long}/export/html`),
    ),
    () => job('Word report of 2,000 claims', 'checker', 'GET', `/api/articles/${long}/export/docx`),
    ...(['author', 'author', 'editor'] as const).map(
      (role) => () => job('A page of 15,000 paragraphs', role, 'POST', '/api/articles', { html: page }),
    ),
    () => job('PDF report of 2,000 claims', 'legal', 'GET', `/api/articles/${long}/export/pdf`),
    () => job('Spreadsheet of 2,000 claims', 'admin', 'GET', `/api/articles/${long}/export/xlsx`),
    () =>
      job(
        'A Rich Text file of 50,000 words',
        'checker',
        'POST',
        '/api/articles',
        fileOf(`{\\rtf1 ${text.replaceAll('\n', '\\par ')}}`, 'a.rtf'),
      ),
    () => job('A list of 2,000 sources', 'checker', 'POST', '/api/sources/import', { text: listOf(2_000) }),
    () => job('A draft of 50,000 words', 'editor', 'POST', `/api/articles/${long}/drafts`, { text }),
    ...Array.from({ length: 60 }, (_, n) => () => signIn(n)),
  ]
  let results: HeavyJob[] = []
  const busy = await watch(async () => {
    const beside = also()
    results = await Promise.all(jobs.map((run) => run()))
    await beside
  })
  return { quiet, busy, jobs: results }

  async function job(what: string, role: (typeof roles)[number], method: string, path: string, body?: unknown) {
    const start = performance.now()
    const response = await fetch(url + path, {
      method,
      headers: {
        Authorization: `Bearer ${people[role].token}`,
        ...(body && !(body instanceof FormData) ? { 'Content-Type': 'application/json' } : {}),
      },
      ...(body ? { body: body instanceof FormData ? body : JSON.stringify(body) } : {}),
    })
    for await (const _ of response.body ?? []);
    return { what, status: response.status, ms: performance.now() - start }
  }

  /** Reads small things ten times a second while something goes on. */
  async function watch(work: () => Promise<unknown>): Promise<Meanwhile> {
    await viewer('GET', '/api/health')
    let isOver = false
    const waits: number[] = []
    const reading = (async () => {
      while (!isOver) {
        const start = performance.now()
        await viewer('GET', '/api/articles?limit=20')
        waits.push(performance.now() - start)
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    })()
    await work()
    isOver = true
    await reading
    const { body } = await viewer<{ eventLoop: { p50Ms: number; p99Ms: number; maxMs: number } }>('GET', '/api/health')
    return {
      readP50: percentile(waits, 0.5),
      readP95: percentile(waits, 0.95),
      loopP50: body.eventLoop.p50Ms,
      loopP99: body.eventLoop.p99Ms,
      loopMax: body.eventLoop.maxMs,
    }
  }

  function fileOf(content: string, name: string): FormData {
    const form = new FormData()
    form.set('file', new File([content], name))
    return form
  }

  function listOf(count: number): string {
    return Array.from(
      { length: count },
      (_, n) => `@article{k${n}, title={Report ${n} of the port}, author={Lee, Ann}, year={19${n % 90}}}`,
    ).join('\n')
  }

  async function signIn(n: number): Promise<HeavyJob> {
    const start = performance.now()
    const response = await fetch(`${url}/api/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: url },
      body: JSON.stringify({ email: `nobody-${n}@example.org`, password: 'a wrong password' }),
    })
    await response.text()
    return { what: 'A sign-in', status: response.status, ms: performance.now() - start }
  }

  async function makePictures(): Promise<string> {
    const { body } = await editor<{ id: string }>('POST', '/api/articles', { text: 'An article of pictures, each of 9.8 MB.' })
    const figures: unknown[] = []
    for (let n = 0; n < PICTURES; n++) {
      // A real PNG head, so that it is one; what follows cannot be packed smaller.
      const bytes = Buffer.concat([
        Buffer.from('89504e470d0a1a0a0000000d4948445200000400000003000802000000', 'hex'),
        randomBytes(PICTURE_BYTES),
      ])
      const form = new FormData()
      form.set('file', new File([bytes], 'p.png'))
      const kept = await editor<{ src: string }>('POST', `/api/articles/${body.id}/attachments`, form)
      if (kept.status !== 201) throw new Error(JSON.stringify(kept.body))
      figures.push({ type: 'figure', attrs: { src: kept.body.src, alt: `Picture ${n}` }, content: [{ type: 'caption' }] })
    }
    const done = await editor('POST', `/api/articles/${body.id}/steps`, {
      version: 0,
      clientId: 'bench-pictures-1',
      steps: [{ stepType: 'replace', from: 0, to: 0, slice: { content: figures } }],
    })
    if (done.status !== 200) throw new Error(JSON.stringify(done.body))
    return body.id
  }
}

/** Ten heavy jobs of five people at once: how long others wait, and how long the server is busy with one thing. */
import { randomBytes } from 'node:crypto'
import { apiOf, DeskServer } from '../support/desk'
import { benchText } from './bench-text'
import { makeArticle, percentile, table } from './support'

const PICTURES = 12
const PICTURE_BYTES = 9_800_000

const server = await DeskServer.start()
try {
  const { url, people } = server.desk
  const editor = apiOf(url, people.editor.token)
  const viewer = apiOf(url, people.viewer.token)
  const long = await makeArticle(server, { words: 50_000, claims: 2_000 })
  const pictures = await makePictures()
  const text = benchText(50_000, 10).text

  const quiet = await watch(async () => new Promise((resolve) => setTimeout(resolve, 8_000)))
  const page = `<html><body>${'<p>The port took forty million euros, it <b>said</b>.</p>'.repeat(30_000 / 2)}</body></html>`
  const roles = ['author', 'checker', 'editor', 'legal', 'admin'] as const
  const jobs: (() => Promise<{ what: string; status: number; ms: number }>)[] = [
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
    () => job('A draft of 50,000 words', 'editor', 'POST', `/api/articles/${long}/drafts`, { text }),
  ]
  let results: { what: string; status: number; ms: number }[] = []
  const busy = await watch(async () => {
    results = await Promise.all(jobs.map((run) => run()))
  })

  table([['job', 'status', 'seconds'], ...results.map(({ what, status, ms }) => [what, status, (ms / 1000).toFixed(1)])])
  console.log('')
  table([
    ['', 'a read p50 ms', 'p95 ms', 'event loop p50 ms', 'p99 ms', 'longest ms'],
    ['quiet', ...quiet],
    ['ten heavy jobs', ...busy],
  ])

  async function job(what: string, role: (typeof roles)[number], method: string, path: string, body?: unknown) {
    const start = performance.now()
    const response = await fetch(url + path, {
      method,
      headers: { Authorization: `Bearer ${people[role].token}`, ...(body ? { 'Content-Type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    for await (const _ of response.body ?? []);
    return { what, status: response.status, ms: performance.now() - start }
  }

  /** Reads small things ten times a second while something goes on. */
  async function watch(work: () => Promise<unknown>): Promise<(number | string)[]> {
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
    return [percentile(waits, 0.5), percentile(waits, 0.95), body.eventLoop.p50Ms, body.eventLoop.p99Ms, body.eventLoop.maxMs]
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
} finally {
  await server.stop()
}

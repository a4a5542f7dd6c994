/** What one edit costs the server as claims grow: 50,000 words, one key in the middle, over HTTP. */
import { apiOf, DeskServer } from '../support/desk'
import { makeArticle, median, percentile, table } from './support'

const CLAIMS = [10, 100, 1_000, 5_000]
const EDITS = 120

const server = await DeskServer.start()
try {
  const api = apiOf(server.desk.url, server.desk.people.editor.token)
  const rows: { claims: number; times: number[] }[] = []
  for (const claims of CLAIMS) {
    const id = await makeArticle(server, { words: 50_000, claims })
    const { body } = await api<{ version: number; document: { content: { content?: { text?: string }[] }[] } }>(
      'GET',
      `/api/articles/${id}`,
    )
    // A place outside any claim, in the middle of the article.
    const blocks = body.document.content
    let position = 1
    for (const block of blocks.slice(0, blocks.length >> 1))
      position += 2 + (block.content ?? []).reduce((sum, node) => sum + (node.text?.length ?? 1), 0)
    let { version } = body
    const times: number[] = []
    for (let n = 0; n < EDITS + 20; n++) {
      const start = performance.now()
      const answer = await api<{ version: number }>('POST', `/api/articles/${id}/steps`, {
        version,
        clientId: 'bench-edits',
        steps: [{ stepType: 'replace', from: position, to: position, slice: { content: [{ type: 'text', text: 'e' }] } }],
      })
      if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
      if (n >= 20) times.push(performance.now() - start)
      version = answer.body.version
    }
    rows.push({ claims, times })
  }
  const floor = median(rows[0]?.times ?? [])
  table([
    ['claims', 'one edit p50 ms', 'p95 ms', 'p50 × that with 10 claims'],
    ...rows.map(({ claims, times }) => [claims.toLocaleString('en'), median(times), percentile(times, 0.95), median(times) / floor]),
  ])
} finally {
  await server.stop()
}

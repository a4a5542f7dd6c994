/**
 * Lists of a desk of many years: 2,000,000 claims, 100,000 sources and 500
 * articles in work, beside a plain handler that runs the very statements each
 * answer needed, on the same file in the same run; and beside the same lists
 * of a desk of 20,000 claims: what is found by an index takes the same in both.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { foldText } from '../../lib/core/text/fold'
import { DeskServer } from '../support/desk'
import { PlainServer, type Statement } from './plain-server'
import { median, percentile, table } from './support'

const REQUESTS = Number(process.env.LIST_REQUESTS ?? 40)
const SIZES = [
  { claims: 20_000, sources: 1_000, articles: 40 },
  { claims: Number(process.env.LIST_CLAIMS ?? 2_000_000), sources: 100_000, articles: 500 },
] as const

const NOUNS = 'dam mill river council bridge school budget hospital harbour tunnel'.split(' ')
const PLACES = 'Ås Brno Łódź Málaga Tromsø Graz Porto Gdańsk Åbo Lille'.split(' ')

/** Rows put in from outside: what is measured is reading them. */
function fill(file: string, size: (typeof SIZES)[number], people: readonly string[]): void {
  const db = new Database(file)
  db.pragma('synchronous = OFF')
  db.pragma('foreign_keys = OFF')
  const now = Date.now()
  const iso = (index: number) => new Date(now - index * 7_000).toISOString()
  const run = db.transaction(() => {
    const article = db.prepare(
      `INSERT INTO "Article" ("id", "title", "textHash", "createdById", "createdAt", "updatedAt", "historyHash") VALUES (?, ?, '', ?, ?, ?, '')`,
    )
    const search = db.prepare(`INSERT INTO "SearchText" ("kind", "id", "text") VALUES (?, ?, ?)`)
    for (let n = 0; n < size.articles; n++) {
      const title = `The ${NOUNS[n % 10]} of ${PLACES[(n >> 2) % 10]}, part ${n}`
      article.run(`art${n}`, title, people[n % people.length], iso(n), iso(n))
      search.run('article', `art${n}`, foldText(title))
    }
    const claim = db.prepare(
      `INSERT INTO "Claim" ("id", "articleId", "number", "quote", "prefix", "suffix", "type", "priority", "state", "outcome", "confidence", "freshness", "legalFlag", "legalKind", "recheckOn", "assigneeId", "decisionById", "decisionAt", "decisionQuote", "decisionSentence", "decisionVersion", "createdById", "createdAt", "updatedAt")
       VALUES (?, ?, ?, ?, '', '', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?)`,
    )
    for (let n = 0; n < size.claims; n++) {
      const articleId = `art${n % size.articles}`
      const quote = `the ${NOUNS[n % 10]} of ${PLACES[(n >> 3) % 10]} cost ${n} crowns`
      // Most work is done; what is open, flagged or stale is rare, and everywhere.
      const isOpen = n % 997 === 0
      const [state, outcome] = isOpen ? ['unchecked', null] : ['checked', n % 13 === 0 ? 'wrong' : 'confirmed']
      const freshness = n % 4_001 === 0 ? 'stale' : 'fresh'
      claim.run(
        ...[
          `c${n}`,
          articleId,
          Math.floor(n / size.articles) + 1,
          quote,
          n % 5_003 === 0 ? 'law' : 'number',
          n % 1_009 === 0 ? 'high' : 'normal',
        ],
        ...[state, outcome, n % 2_003 === 0 ? 'low' : 'high', freshness, n % 10_007 === 0 ? 1 : 0, n % 10_007 === 0 ? 'court' : null],
        ...[n % 50_021 === 0 ? '2026-12-01' : null, isOpen ? people[n % people.length] : null],
        ...(isOpen ? [null, null, null, null] : [people[n % people.length], iso(n), quote, quote]),
        ...[people[n % people.length], iso(n), iso(n)],
      )
      search.run('claim', `c${n}`, foldText(quote))
    }
    const source = db.prepare(
      `INSERT INTO "Source" ("id", "type", "title", "author", "URL", "createdById", "createdAt", "updatedAt") VALUES (?, 'report', ?, '[]', ?, ?, ?, ?)`,
    )
    for (let n = 0; n < size.sources; n++) {
      const title = `Accounts of the ${NOUNS[n % 10]} of ${PLACES[(n >> 3) % 10]}, ${n}`
      source.run(`s${n}`, title, `https://archive.example/${n}`, people[n % people.length], iso(n), iso(n))
      search.run('source', `s${n}`, foldText(title))
    }
  })
  run()
  db.exec('ANALYZE')
  db.close()
}

const READS: readonly (readonly [string, string])[] = [
  ['board', '/api/claims?limit=50'],
  ['board: state', '/api/claims?limit=50&state=unchecked'],
  ['board: outcome', '/api/claims?limit=50&outcome=wrong'],
  ['board: freshness', '/api/claims?limit=50&freshness=stale'],
  ['board: type', '/api/claims?limit=50&type=law'],
  ['board: priority', '/api/claims?limit=50&priority=high'],
  ['board: confidence', '/api/claims?limit=50&confidence=low'],
  ['board: legal', '/api/claims?limit=50&legal=1'],
  ['board: assignee', '/api/claims?limit=50&assignee=ME'],
  ['board: two filters', '/api/claims?limit=50&priority=high&freshness=stale'],
  ['board: nothing found', '/api/claims?limit=50&legal=1&freshness=stale&type=law'],
  ['board: article', '/api/claims?limit=50&article=art7'],
  ['board: words', '/api/claims?limit=50&q=lodz%20719'],
  ['board: common words', '/api/claims?limit=50&q=crowns'],
  ['my work', '/api/my-work'],
  ['sources: while typing', '/api/sources?limit=6&q=accounts%20lod'],
  ['sources: a number', '/api/sources?limit=6&q=719'],
  ['articles', '/api/articles?limit=50'],
  ['articles: words', '/api/articles?limit=50&q=trom'],
]

interface Times {
  readonly desk: number[]
  readonly plain: number[]
}

async function measure(size: (typeof SIZES)[number]): Promise<Map<string, Times>> {
  const server = await DeskServer.start()
  let plain: PlainServer | null = null
  try {
    const { people } = server.desk
    const { id, token } = people.checker
    fill(server.desk.databaseFile, size, [id, people.editor.id, people.author.id])
    const reads = READS.map(([name, path]) => [name, server.desk.url + path.replace('ME', id)] as const)
    plain = await PlainServer.start(server.desk.databaseFile, await statementsOf(server, reads, token))
    const found = new Map<string, Times>()
    for (const [name, url] of reads) {
      const times: Times = { desk: [], plain: [] }
      for (let n = 0; n < REQUESTS + 5; n++) {
        // One after the other, so that neither has the quieter machine.
        const [plainTime, deskTime] = [await timeOf(plain.urlOf(name)), await timeOf(url, token)]
        if (n >= 5) {
          times.plain.push(plainTime)
          times.desk.push(deskTime)
        }
        // What takes seconds is known after a few.
        if (times.desk.length > 3 && median(times.desk) > 1_000) break
      }
      found.set(name, times)
    }
    return found
  } finally {
    plain?.stop()
    await server.stop()
  }
}

async function timeOf(url: string, token?: string): Promise<number> {
  const start = performance.now()
  const answer = await fetch(url, token ? { headers: { Authorization: `Bearer ${token}` } } : {})
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${text.slice(0, 200)}`)
  return performance.now() - start
}

/** What each list asks the database, as the desk itself asked it once. */
async function statementsOf(
  server: DeskServer,
  reads: readonly (readonly [string, string])[],
  token: string,
): Promise<Record<string, Statement[]>> {
  const folder = mkdtempSync(join(tmpdir(), 'tickmark-statements-'))
  const file = join(folder, 'statements.jsonl')
  await server.kill()
  await server.up({ NODE_OPTIONS: `--require ${fileURLToPath(new URL('tell-statements.cjs', import.meta.url))}`, TELL_STATEMENTS: file })
  const said = () => readFileSync(file, 'utf8').split('\n').filter(Boolean)
  const found: Record<string, Statement[]> = {}
  for (const [name, url] of reads) {
    // The first may fill what is remembered.
    await timeOf(url, token)
    const before = said().length
    await timeOf(url, token)
    found[name] = said()
      .slice(before)
      .map((line) => JSON.parse(line) as Statement)
      .filter(({ sql }) => /^\s*(?:SELECT|WITH)\b/i.test(sql))
  }
  await server.kill()
  await server.up()
  rmSync(folder, { recursive: true, force: true })
  return found
}

const [small, large] = [await measure(SIZES[0]), await measure(SIZES[1])]
const rows: (readonly (string | number)[])[] = [
  ['list', '20,000 p50 ms', '2,000,000 p50 ms', 'p95 ms', '× 20,000', 'plain p50 ms', 'p95 ms', 'p50 × plain', 'p95 × plain'],
]
for (const [name] of READS) {
  const [a, b] = [small.get(name), large.get(name)]
  if (!a || !b) throw new Error(`${name} was not measured`)
  const [p95, plain95] = [percentile(b.desk, 0.95), percentile(b.plain, 0.95)]
  rows.push([
    ...[name, median(a.desk), median(b.desk), p95, median(b.desk) / median(a.desk)],
    ...[median(b.plain), plain95, median(b.desk) / median(b.plain), p95 / plain95],
  ])
}
table(rows)

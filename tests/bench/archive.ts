/** Claims like one at hand, among 100,000: beside the bare query of the index, in one run. --claims N for another size. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { table } from './support'

const at = process.argv.indexOf('--claims')
const CLAIMS = at === -1 ? 100_000 : Number(process.argv[at + 1])
const folder = mkdtempSync(join(tmpdir(), 'tickmark-archive-'))
const file = join(folder, 'desk.db')
process.env.DATABASE_URL = `file:${file}`
process.env.AUTH_SECRET = 'a secret of the benchmark, long enough to be one'

const { makeBaseDatabase, people } = await import('../factories/base')
const { makeArticle } = await import('../factories/articles')
const { tellingWords } = await import('@/lib/core/text/likeness')
const { claimSearchText } = await import('@/lib/server/store/search-text')
const { archiveQuery } = await import('@/lib/server/store/checked-before')
const { findCheckedBefore } = await import('@/lib/server/use-cases/claims/checked-before')
const { closeDatabase } = await import('@/lib/server/db')

await makeBaseDatabase()
const { author } = await people()
const articles = await Promise.all(Array.from({ length: 200 }, () => makeArticle(author)))

// Words as a language has them: few are in most claims, most are in few (Zipf).
let seed = 7
const random = () => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
  return seed / 2_147_483_648
}
const word = () => `w${Math.floor(30_000 ** random())}ord`
const sentence = () => `${Array.from({ length: 12 }, word).join(' ')} ${Math.floor(random() * 5_000)}`
const quotes = Array.from({ length: CLAIMS }, sentence)
const db = new SqliteDatabase(file)
db.pragma('synchronous = OFF')
const now = new Date().toISOString()
const insertClaim = db.prepare(
  `INSERT INTO "Claim" ("id","articleId","number","quote","prefix","suffix","state","outcome","decisionQuote","decisionSentence","decisionVersion","decisionAt","decisionById","createdById","createdAt","updatedAt") VALUES (?,?,?,?,'','','checked','confirmed',?,'',0,?,?,?,?,?)`,
)
const insertText = db.prepare(`INSERT INTO "SearchText" ("kind","id","text") VALUES ('claim',?,?)`)
db.transaction(() => {
  quotes.forEach((quote, n) => {
    const id = `claim-${n}`
    insertClaim.run(
      id,
      articles[n % articles.length],
      Math.floor(n / articles.length) + 1,
      quote,
      quote,
      now,
      author.id,
      author.id,
      now,
      now,
    )
    insertText.run(id, claimSearchText({ quote, statement: null }))
  })
})()

const bare = db.prepare(`SELECT rowid, rank FROM "search_claim" WHERE "search_claim" MATCH ? ORDER BY rank LIMIT 200`)
const asked = Array.from({ length: 300 }, (_, n) => (n % 2 === 0 ? (quotes[Math.floor(random() * CLAIMS)] ?? '') : sentence()))
const p95 = (times: number[]) => times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0
const median = (times: number[]) => times[Math.floor(times.length / 2)] ?? 0
const ours: number[] = []
const floor: number[] = []
for (const text of asked) {
  const query = archiveQuery(tellingWords(text))
  let start = performance.now()
  bare.all(query)
  floor.push(performance.now() - start)
  start = performance.now()
  await findCheckedBefore(author, text, null)
  ours.push(performance.now() - start)
}
const [oursAt, floorAt] = [p95(ours), p95(floor)]
table([
  ['claims', 'index alone p50 · p95', 'look-up p50 · p95', 'ratio of p95'],
  [
    CLAIMS.toLocaleString('en'),
    `${median(floor).toFixed(1)} · ${floorAt.toFixed(1)} ms`,
    `${median(ours).toFixed(1)} · ${oursAt.toFixed(1)} ms`,
    `${(oursAt / floorAt).toFixed(2)} ×`,
  ],
])
db.close()
await closeDatabase()
rmSync(folder, { recursive: true, force: true })

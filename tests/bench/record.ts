/** How long verify takes over a long record: a million entries, each tying a row. --entries N for another size. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { table } from './support'

const at = process.argv.indexOf('--entries')
const ENTRIES = at === -1 ? 1_000_000 : Number(process.argv[at + 1])
const folder = mkdtempSync(join(tmpdir(), 'tickmark-record-'))
const file = join(folder, 'desk.db')
process.env.DATABASE_URL = `file:${file}`
process.env.AUTH_SECRET = 'a secret of the benchmark, long enough to be one'

const { makeBaseDatabase, people } = await import('../factories/base')
const { makeArticle } = await import('../factories/articles')
const { chainHash, canonicalJson } = await import('@/lib/core/history/chain')
const { sha256 } = await import('@/lib/server/ids')
const { hashRow, rowText } = await import('@/lib/server/store/sqlite/tied-rows')
const { verifyRecord } = await import('@/lib/server/store/sqlite/verify-record')
const { verifyDesk } = await import('@/lib/server/use-cases/desk/verify-desk')
const { closeDatabase } = await import('@/lib/server/db')

await makeBaseDatabase()
const { author } = await people()
const articles = await Promise.all(Array.from({ length: 50 }, () => makeArticle(author)))
await closeDatabase()

// The record such a desk would have, written as fast as SQLite takes it: one note an entry.
const db = new SqliteDatabase(file)
db.pragma('synchronous = OFF')
const now = new Date().toISOString()
const insertClaim = db.prepare(
  `INSERT INTO "Claim" ("id","articleId","number","quote","prefix","suffix","createdById","createdAt","updatedAt") VALUES (?,?,?,'words','','',?,?,?)`,
)
const insertNote = db.prepare(`INSERT INTO "Note" ("id","claimId","kind","text","createdById","createdAt") VALUES (?,?,'note',?,?,?)`)
const noteRow = db.prepare(`SELECT ${rowText('Note')} FROM "Note" WHERE "id" = ?`).pluck()
const claimRow = db.prepare(`SELECT ${rowText('Claim')} FROM "Claim" WHERE "id" = ?`).pluck()
const insertEntry = db.prepare(
  `INSERT INTO "HistoryEntry" ("chain","articleId","seq","at","actorId","action","version","subject","before","after","ties","previousHash","hash") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)`,
)
db.transaction(() => {
  for (const articleId of articles) {
    const head = db.prepare('SELECT "historySeq" AS seq, "historyHash" AS hash FROM "Article" WHERE "id" = ?').get(articleId) as {
      seq: number
      hash: string
    }
    const claimId = `claim-of-${articleId}`
    for (let n = 0; n < ENTRIES / articles.length; n++) {
      const ties: Record<string, string> = {}
      if (n === 0) {
        insertClaim.run(claimId, articleId, 1, author.id, now, now)
        ties[`Claim:${claimId}`] = hashRow('Claim', claimRow.get(claimId) as string)
      }
      const noteId = `${articleId}-${n}`
      insertNote.run(noteId, claimId, `A note with number ${n}, as long as people write them.`, author.id, now)
      ties[`Note:${noteId}`] = hashRow('Note', noteRow.get(noteId) as string)
      const entry = {
        seq: head.seq + 1,
        at: now,
        actorId: author.id,
        action: 'note.added',
        subject: `claim:${claimId}`,
        version: 0,
        before: 'null',
        after: canonicalJson({ noteId, kind: 'note', text: `A note with number ${n}, as long as people write them.`, replyToId: null }),
        ties: canonicalJson(ties),
      }
      const hash = chainHash(head.hash, entry, sha256)
      insertEntry.run(
        articleId,
        articleId,
        entry.seq,
        now,
        author.id,
        entry.action,
        0,
        entry.subject,
        entry.before,
        entry.after,
        entry.ties,
        head.hash,
        hash,
      )
      head.seq = entry.seq
      head.hash = hash
    }
    db.prepare('UPDATE "Article" SET "historySeq" = ?, "historyHash" = ? WHERE "id" = ?').run(head.seq, head.hash, articleId)
  }
})()
const readStart = performance.now()
for (const _ of db.prepare('SELECT * FROM "HistoryEntry" ORDER BY "chain", "seq"').iterate());
const readSeconds = (performance.now() - readStart) / 1_000
const chainStart = performance.now()
const report = verifyRecord(db)
const chainSeconds = (performance.now() - chainStart) / 1_000
db.close()
const start = performance.now()
const { isSound } = verifyDesk()
table([
  ['', 'seconds', '× reading the entries'],
  ['reading every entry once', readSeconds, 1],
  ['following the chains and comparing every row', chainSeconds, chainSeconds / readSeconds],
  [
    'verify, whole (with the file’s own check and every text)',
    (performance.now() - start) / 1_000,
    (performance.now() - start) / 1_000 / readSeconds,
  ],
])
console.log(
  `\n${report.entries.toLocaleString('en')} entries, ${report.rows.toLocaleString('en')} rows, ${isSound ? 'sound' : 'NOT SOUND'}; peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`,
)
rmSync(folder, { recursive: true, force: true })

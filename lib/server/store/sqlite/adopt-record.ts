import { CHAIN_START, type ChainedEntry, canonicalJson, chainHash, DESK_CHAIN } from '@/lib/core/history/chain'
import { sha256 } from '@/lib/server/ids'
import type { Database } from '@/lib/server/store/sqlite/open-database'
import { digestEntry, entriesOfChain } from '@/lib/server/store/sqlite/record-rows'
import {
  hashRow,
  hashSteps,
  OF_ARTICLE,
  rowKey,
  rowText,
  SELECT_STEPS,
  stepsName,
  TIED_TABLES,
  type TiedTable,
} from '@/lib/server/store/sqlite/tied-rows'

/**
 * Takes over a record written before entries tied rows: each chain gets an
 * entry that digests all before it and ties every row as it is now. What was
 * altered before that cannot be told any more; what is altered after shows.
 * One transaction: all chains or none. Returns how many were taken over.
 */
export function adoptRecord(db: Database, now: Date): number {
  const chains = db
    .prepare(
      `SELECT DISTINCT "chain" FROM "HistoryEntry" WHERE "ties" IS NULL
       EXCEPT SELECT "chain" FROM "HistoryEntry" WHERE "action" = 'record.adopted'`,
    )
    .pluck()
    .all() as string[]
  if (chains.length === 0) return 0
  db.transaction(() => {
    for (const chain of [...chains].filter((one) => one !== DESK_CHAIN)) adoptChain(db, chain, now, tiesOfArticle(db, chain))
    // The desk's chain may have had no entry of its own yet; its rows are tied all the same.
    adoptChain(db, DESK_CHAIN, now, tiesOfDesk(db))
    for (const chain of chains.filter((one) => one !== DESK_CHAIN)) registerArticle(db, chain, now)
  }).immediate()
  return chains.length
}

function adoptChain(db: Database, chain: string, now: Date, ties: Record<string, string>): void {
  const entries = entriesOfChain(db, chain)
  let head = { seq: 0, hash: CHAIN_START }
  let digest = CHAIN_START
  const number = db.prepare('UPDATE "HistoryEntry" SET "seq" = ?, "previousHash" = ?, "hash" = ? WHERE "id" = ?')
  for (const entry of entries) {
    let numbered = entry
    if (entry.seq === null) {
      // The desk's own entries had no chain.
      const seq = head.seq + 1
      const hash = chainHash(head.hash, { ...entry, seq }, sha256)
      number.run(seq, head.hash, hash, entry.id)
      numbered = { ...entry, seq, previousHash: head.hash, hash }
    }
    digest = digestEntry(digest, numbered)
    head = { seq: numbered.seq ?? 0, hash: numbered.hash ?? '' }
  }
  append(db, chain, head, now, 'record.adopted', 'record', { entries: entries.length, digest }, ties)
}

function registerArticle(db: Database, articleId: string, now: Date): void {
  const last = entriesOfChain(db, DESK_CHAIN).at(-1)
  append(
    db,
    DESK_CHAIN,
    { seq: last?.seq ?? 0, hash: last?.hash ?? CHAIN_START },
    now,
    'article.registered',
    `article:${articleId}`,
    null,
    {},
  )
}

function append(
  db: Database,
  chain: string,
  head: { readonly seq: number; readonly hash: string },
  now: Date,
  action: string,
  subject: string,
  after: unknown,
  ties: Record<string, string>,
): void {
  const entry: ChainedEntry = {
    seq: head.seq + 1,
    at: now.toISOString(),
    actorId: null,
    action,
    subject,
    version: null,
    before: 'null',
    after: canonicalJson(after),
    ties: canonicalJson(ties),
  }
  const hash = chainHash(head.hash, entry, sha256)
  const articleId = chain === DESK_CHAIN ? null : chain
  db.prepare(
    `INSERT INTO "HistoryEntry" ("chain", "articleId", "seq", "at", "actorId", "action", "version", "subject", "before", "after", "ties", "previousHash", "hash")
     VALUES (?, ?, ?, ?, NULL, ?, NULL, ?, ?, ?, ?, ?, ?)`,
  ).run(chain, articleId, entry.seq, entry.at, action, subject, entry.before, entry.after, entry.ties, head.hash, hash)
  if (articleId) db.prepare('UPDATE "Article" SET "historySeq" = ?, "historyHash" = ? WHERE "id" = ?').run(entry.seq, hash, articleId)
  else
    db.prepare(
      `INSERT INTO "Setting" ("key", "value", "updatedAt") VALUES ('desk-chain-head', ?, ?)
       ON CONFLICT ("key") DO UPDATE SET "value" = excluded."value", "updatedAt" = excluded."updatedAt"`,
    ).run(`${entry.seq} ${hash}`, entry.at)
}

function tiesOfArticle(db: Database, articleId: string): Record<string, string> {
  const ties: Record<string, string> = {}
  for (const table of TIED_TABLES) {
    const owner = OF_ARTICLE[table]
    if (owner) tieRows(db, ties, table, `WHERE ${owner} = ?`, [articleId])
  }
  const rows = db.prepare(SELECT_STEPS).pluck().all(articleId, 0, Number.MAX_SAFE_INTEGER) as string[]
  if (rows.length > 0) ties[stepsName(articleId, 0, rows.length)] = hashSteps(rows)
  return ties
}

function tiesOfDesk(db: Database): Record<string, string> {
  const ties: Record<string, string> = {}
  for (const table of TIED_TABLES) if (!OF_ARTICLE[table]) tieRows(db, ties, table, '', [])
  return ties
}

function tieRows(db: Database, ties: Record<string, string>, table: TiedTable, where: string, values: readonly string[]): void {
  const rows = db.prepare(`SELECT ${rowKey(table)} AS "key", ${rowText(table)} AS "row" FROM "${table}" ${where}`).all(...values)
  for (const { key, row } of rows as { key: string; row: string }[]) ties[`${table}:${key}`] = hashRow(table, row)
}

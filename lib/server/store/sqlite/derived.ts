import type { Database } from 'better-sqlite3'
import { articleSearchText, claimSearchText, sourceSearchText } from '@/lib/server/store/search-text'

/**
 * What is derived from other rows and can be made again from them: the search
 * indexes (FTS5) and the triggers that keep it and the counts of claims. Made
 * at start and not by a migration, since a migration that rebuilds a table
 * drops its triggers.
 */
export function ensureDerived(db: Database): void {
  db.transaction(() => ensureSearch(db)).immediate()
  db.exec(`
    CREATE TRIGGER IF NOT EXISTS "claim_count_insert" AFTER INSERT ON "Claim" WHEN NEW."deletedAt" IS NULL BEGIN
      ${countUp('NEW')}
    END;
    CREATE TRIGGER IF NOT EXISTS "claim_count_update" AFTER UPDATE OF "state", "outcome", "freshness", "deletedAt" ON "Claim" BEGIN
      UPDATE "ClaimCount" SET "count" = "count" - 1 WHERE OLD."deletedAt" IS NULL AND "articleId" = OLD."articleId"
        AND "state" = OLD."state" AND "outcome" = COALESCE(OLD."outcome", '') AND "freshness" = OLD."freshness";
      ${countUp('NEW')}
    END;
    CREATE TRIGGER IF NOT EXISTS "claim_count_delete" AFTER DELETE ON "Claim" WHEN OLD."deletedAt" IS NULL BEGIN
      UPDATE "ClaimCount" SET "count" = "count" - 1 WHERE "articleId" = OLD."articleId"
        AND "state" = OLD."state" AND "outcome" = COALESCE(OLD."outcome", '') AND "freshness" = OLD."freshness";
    END;
  `)
  if (!db.prepare('SELECT 1 FROM "SearchText" LIMIT 1').get()) db.transaction(() => fillSearch(db)).immediate()
}

/** What is found by words: an index for each, so that the few articles are not looked for among millions of claims. */
const KINDS = ['article', 'claim', 'source'] as const

function ensureSearch(db: Database): void {
  // Until November 2026 all three were in one. Each keeps its words, so that the check of the file compares them with the index.
  db.exec('DROP TRIGGER IF EXISTS "search_insert"; DROP TRIGGER IF EXISTS "search_delete"; DROP TABLE IF EXISTS "search_index";')
  for (const kind of KINDS) {
    const index = `search_${kind}`
    const isNew = !db.prepare(`SELECT 1 FROM sqlite_master WHERE name = ?`).get(index)
    db.exec(`
      CREATE VIRTUAL TABLE IF NOT EXISTS "${index}" USING fts5(
        "text", tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
      );
      CREATE TRIGGER IF NOT EXISTS "${index}_insert" AFTER INSERT ON "SearchText" WHEN NEW."kind" = '${kind}' BEGIN
        INSERT INTO "${index}" (rowid, "text") VALUES (NEW."row", NEW."text");
      END;
      CREATE TRIGGER IF NOT EXISTS "${index}_delete" AFTER DELETE ON "SearchText" WHEN OLD."kind" = '${kind}' BEGIN
        DELETE FROM "${index}" WHERE rowid = OLD."row";
      END;
    `)
    if (isNew)
      db.exec(`INSERT INTO "${index}" (rowid, "text") SELECT "row", "text" FROM "SearchText" WHERE "kind" = '${kind}' ORDER BY "row"`)
  }
}

function countUp(row: 'NEW'): string {
  return `INSERT INTO "ClaimCount" ("articleId", "state", "outcome", "freshness", "count")
        SELECT ${row}."articleId", ${row}."state", COALESCE(${row}."outcome", ''), ${row}."freshness", 1 WHERE ${row}."deletedAt" IS NULL
        ON CONFLICT ("articleId", "state", "outcome", "freshness") DO UPDATE SET "count" = "count" + 1;`
}

type Row = Record<string, string | null>

/** Everything that is found by words: its table, and the words of a row of it. */
const SEARCHED: readonly (readonly [kind: string, table: string, words: (row: Row) => string])[] = [
  ['article', 'Article', (row) => articleSearchText({ title: row.title ?? '' })],
  ['claim', 'Claim', (row) => claimSearchText({ quote: row.quote ?? '', statement: row.statement ?? null })],
  [
    'source',
    'Source',
    (row) =>
      sourceSearchText({
        title: row.title ?? '',
        author: row.author ?? '[]',
        containerTitle: row.containerTitle ?? null,
        publisher: row.publisher ?? null,
        url: row.url ?? null,
      }),
  ],
]

function fillSearch(db: Database): void {
  const insert = db.prepare('INSERT INTO "SearchText" ("kind", "id", "text") VALUES (?, ?, ?)')
  for (const [kind, table, words] of SEARCHED)
    for (const row of db.prepare(`SELECT * FROM "${table}" ORDER BY "updatedAt"`).all() as Row[]) insert.run(kind, row.id, words(row))
}

/** Names what is derived and does not fit what it is derived from: words something is found by, and counts of claims. */
export function derivedProblems(db: Database): string[] {
  const problems: string[] = []
  for (const [kind, table, words] of SEARCHED) {
    const rows = db
      .prepare(`SELECT r.*, t."text" AS "searchText" FROM "${table}" r LEFT JOIN "SearchText" t ON t."kind" = ? AND t."id" = r."id"`)
      .iterate(kind) as Iterable<Row>
    for (const row of rows)
      if (row.searchText !== null && row.searchText !== words(row))
        problems.push(`SearchText ${kind} ${row.id}: it is not the words of its ${kind}; search may not find it.`)
  }
  const counted = db
    .prepare(
      `SELECT "articleId", "state", COALESCE("outcome", '') AS "outcome", "freshness", count(*) AS "count" FROM "Claim" WHERE "deletedAt" IS NULL GROUP BY 1, 2, 3, 4
       EXCEPT SELECT "articleId", "state", "outcome", "freshness", "count" FROM "ClaimCount"`,
    )
    .all() as { articleId: string }[]
  for (const id of new Set(counted.map((row) => row.articleId))) problems.push(`ClaimCount ${id}: it does not count the claims there are.`)
  return problems
}

import type { Database } from 'better-sqlite3'
import { articleSearchText, claimSearchText, sourceSearchText } from '@/lib/server/store/search-text'

/**
 * What is derived from other rows and can be made again from them: the search
 * index (FTS5) and the triggers that keep it and the counts of claims. Made
 * at start and not by a migration, since a migration that rebuilds a table
 * drops its triggers.
 */
export function ensureDerived(db: Database): void {
  db.exec(`
    CREATE VIRTUAL TABLE IF NOT EXISTS "search_index" USING fts5(
      "text", content = 'SearchText', content_rowid = 'row', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
    );
    CREATE TRIGGER IF NOT EXISTS "search_insert" AFTER INSERT ON "SearchText" BEGIN
      INSERT INTO "search_index" (rowid, "text") VALUES (NEW."row", NEW."text");
    END;
    CREATE TRIGGER IF NOT EXISTS "search_delete" AFTER DELETE ON "SearchText" BEGIN
      INSERT INTO "search_index" ("search_index", rowid, "text") VALUES ('delete', OLD."row", OLD."text");
    END;
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

function countUp(row: 'NEW'): string {
  return `INSERT INTO "ClaimCount" ("articleId", "state", "outcome", "freshness", "count")
        SELECT ${row}."articleId", ${row}."state", COALESCE(${row}."outcome", ''), ${row}."freshness", 1 WHERE ${row}."deletedAt" IS NULL
        ON CONFLICT ("articleId", "state", "outcome", "freshness") DO UPDATE SET "count" = "count" + 1;`
}

function fillSearch(db: Database): void {
  const insert = db.prepare('INSERT INTO "SearchText" ("kind", "id", "text") VALUES (?, ?, ?)')
  type Row = Record<string, string | null>
  for (const row of db.prepare('SELECT "id", "title" FROM "Article" ORDER BY "updatedAt"').all() as Row[])
    insert.run('article', row.id, articleSearchText({ title: row.title ?? '' }))
  for (const row of db.prepare('SELECT "id", "quote", "statement" FROM "Claim" ORDER BY "updatedAt"').all() as Row[])
    insert.run('claim', row.id, claimSearchText({ quote: row.quote ?? '', statement: row.statement ?? null }))
  for (const row of db.prepare('SELECT * FROM "Source" ORDER BY "updatedAt"').all() as Row[])
    insert.run(
      'source',
      row.id,
      sourceSearchText({
        title: row.title ?? '',
        author: row.author ?? '[]',
        containerTitle: row.containerTitle ?? null,
        publisher: row.publisher ?? null,
        url: row.url ?? null,
      }),
    )
}

import 'server-only'
import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { adoptRecord } from '@/lib/server/store/sqlite/adopt-record'
import { ensureDerived } from '@/lib/server/store/sqlite/derived'
import { setPragmas } from '@/lib/server/store/sqlite/safe-sqlite'

export interface MigrationReport {
  readonly applied: readonly string[]
  /** Copy made before migrating a database that had something in it; null when there was nothing to do. */
  readonly backup: string | null
  /** Nothing had ever been put into it. */
  readonly isNew: boolean
}

interface RecordedMigration {
  readonly migration_name: string
  readonly checksum: string
}

const RECORDS_TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" TEXT PRIMARY KEY NOT NULL,
  "checksum" TEXT NOT NULL,
  "finished_at" DATETIME,
  "migration_name" TEXT NOT NULL,
  "logs" TEXT,
  "rolled_back_at" DATETIME,
  "started_at" DATETIME NOT NULL DEFAULT current_timestamp,
  "applied_steps_count" INTEGER UNSIGNED NOT NULL DEFAULT 0
)`

/**
 * Brings a database file up to date with the SQL files of `prisma/migrations`,
 * each in a transaction, recorded as `prisma migrate deploy` records them.
 * Throws an Error with a sentence for the person who runs it when the database
 * is newer than the program or an applied migration was edited; nothing is
 * changed then.
 */
export function migrate(databaseFile: string, migrationsFolder: string): MigrationReport {
  mkdirSync(dirname(databaseFile), { recursive: true })
  const db = new SqliteDatabase(databaseFile, { timeout: 10_000 })
  try {
    setPragmas(db)
    const known = readMigrations(migrationsFolder)
    db.exec(RECORDS_TABLE)
    const recorded = db
      .prepare('SELECT migration_name, checksum FROM "_prisma_migrations" WHERE rolled_back_at IS NULL')
      .all() as RecordedMigration[]
    for (const record of recorded) {
      const migration = known.find(({ name }) => name === record.migration_name)
      if (!migration)
        throw new Error(
          `The database ${databaseFile} was used by a newer Tickmark (it has “${record.migration_name}”). ` +
            'Start that version, or restore the backup made before the upgrade. Nothing was changed.',
        )
      if (migration.checksum !== record.checksum)
        throw new Error(
          `The migration “${record.migration_name}” was edited after it was applied. Put the original file back. Nothing was changed.`,
        )
    }
    const due = known.filter(({ name }) => !recorded.some((record) => record.migration_name === name))
    let backup: string | null = null
    if (due.length > 0 && recorded.length > 0) {
      backup = freeName(`${databaseFile}.before-${due[0]?.name}`)
      db.prepare('VACUUM INTO ?').run(backup)
    }
    for (const migration of due) apply(db, migration)
    ensureDerived(db)
    adoptRecord(db, new Date())
    return { applied: due.map(({ name }) => name), backup, isNew: recorded.length === 0 }
  } finally {
    db.close()
  }
}

interface Migration {
  readonly name: string
  readonly sql: string
  readonly checksum: string
}

function readMigrations(folder: string): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const sql = readFileSync(join(folder, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

function apply(db: SqliteDatabase.Database, migration: Migration): void {
  // Foreign keys cannot be switched off inside a transaction, and a table is
  // rebuilt by copying it; they are checked before the commit instead.
  db.pragma('foreign_keys = OFF')
  try {
    db.transaction(() => {
      const isApplied = db
        .prepare('SELECT 1 FROM "_prisma_migrations" WHERE migration_name = ? AND rolled_back_at IS NULL')
        .get(migration.name)
      if (isApplied) return
      db.exec(migration.sql.replace(/^PRAGMA (?:defer_)?foreign_keys=.*$/gim, ''))
      const broken = db.pragma('foreign_key_check') as unknown[]
      if (broken.length > 0) throw new Error(`Migration “${migration.name}” would break references. Nothing was changed.`)
      db.prepare(
        `INSERT INTO "_prisma_migrations" (id, checksum, finished_at, migration_name, started_at, applied_steps_count)
         VALUES (?, ?, ?, ?, ?, 1)`,
      ).run(randomUUID(), migration.checksum, Date.now(), migration.name, Date.now())
    }).immediate()
  } finally {
    db.pragma('foreign_keys = ON')
  }
}

function freeName(path: string): string {
  let free = path
  for (let n = 2; existsSync(free); n++) free = `${path}.${n}`
  return free
}

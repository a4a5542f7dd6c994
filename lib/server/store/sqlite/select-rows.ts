import SqliteDatabase from 'better-sqlite3'
import { env } from '@/lib/server/env'
import { setPragmas } from '@/lib/server/store/sqlite/safe-sqlite'
import type { Prisma } from '@/prisma/generated/client'

// One a process, whichever of Next's module graphs asks; beside Prisma's own, for reads that are asked again and again.
const globals = globalThis as { tickmarkReader?: Reader }

interface Reader {
  readonly db: SqliteDatabase.Database
  readonly statements: Map<string, Prepared>
}

interface Prepared {
  readonly statement: SqliteDatabase.Statement
  /** Columns that SQLite keeps as text or numbers and we do not. */
  readonly dates: readonly string[]
  readonly booleans: readonly string[]
}

/** Statements kept prepared; their text is ours, so there are few. */
const MAX_STATEMENTS = 300

/**
 * Runs one reading statement outside any transaction: it sees committed data
 * only. What Prisma does for it costs more than the statement; this keeps it
 * prepared. Columns come as in Prisma's raw queries: DATETIME as Date, BOOLEAN
 * as boolean.
 */
export async function selectRows<T>(query: Prisma.Sql): Promise<T[]> {
  const { statement, dates, booleans } = prepared(query.sql)
  const rows = statement.all(...query.values.map(toStored)) as Record<string, unknown>[]
  for (const row of rows) {
    for (const name of dates) if (row[name] !== null) row[name] = new Date(row[name] as string)
    for (const name of booleans) if (row[name] !== null) row[name] = row[name] === 1
  }
  return rows as T[]
}

/** A number that is another one after any commit of any process; asking costs no query. https://sqlite.org/pragma.html#pragma_data_version */
export function dataVersion(): number {
  globals.tickmarkReader ??= openReader()
  return Number(globals.tickmarkReader.db.pragma('data_version', { simple: true }))
}

export function closeReader(): void {
  globals.tickmarkReader?.db.close()
  delete globals.tickmarkReader
}

function prepared(sql: string): Prepared {
  globals.tickmarkReader ??= openReader()
  const { db, statements } = globals.tickmarkReader
  const known = statements.get(sql)
  if (known) return known
  const statement = db.prepare(sql)
  const named = (type: string) => statement.columns().flatMap((column) => (column.type === type ? [column.name] : []))
  const made = { statement, dates: named('DATETIME'), booleans: named('BOOLEAN') }
  if (statements.size >= MAX_STATEMENTS) statements.clear()
  statements.set(sql, made)
  return made
}

function openReader(): Reader {
  const db = new SqliteDatabase(env().databaseFile, { fileMustExist: true, timeout: 5_000 })
  setPragmas(db)
  db.pragma('query_only = ON')
  return { db, statements: new Map() }
}

// As Prisma writes them.
function toStored(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString().replace('Z', '+00:00')
  if (typeof value === 'boolean') return value ? 1 : 0
  return value
}

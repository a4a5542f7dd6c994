import SqliteDatabase from 'better-sqlite3'

export type { Database } from 'better-sqlite3'

/** Opens a database file beside the app's own connections, for reading only. */
export function openForReading(file: string): SqliteDatabase.Database {
  return new SqliteDatabase(file, { readonly: true, fileMustExist: true, timeout: 10_000 })
}

/** SQLite's own verdict on a file: null when it is sound, else what it says. */
export function integrityProblem(db: SqliteDatabase.Database): string | null {
  const verdict = String(db.pragma('integrity_check', { simple: true }))
  if (verdict !== 'ok') return verdict.slice(0, 400)
  const broken = (db.pragma('foreign_key_check') as unknown[]).length
  return broken > 0 ? `${broken} references lead nowhere` : null
}

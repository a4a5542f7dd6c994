import { closeSync, copyFileSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { openForReading } from '@/lib/server/store/sqlite/open-database'

/** Copies the database to a file, complete and consistent while people work. Returns a sentence. */
export function backUpFile(databaseFile: string, target: string): string {
  const file = resolve(target)
  if (existsSync(file)) throw new Error(`${file} exists already. Choose another name; a backup never overwrites.`)
  const part = `${file}.part`
  rmSync(part, { force: true })
  const db = openForReading(databaseFile)
  try {
    db.prepare('VACUUM INTO ?').run(part)
    sync(part)
    renameSync(part, file)
  } catch (error) {
    rmSync(part, { force: true })
    if ((error as { code?: string }).code === 'SQLITE_FULL')
      throw new Error(`There is no room on the disk for ${file}. Nothing was saved; choose another disk.`)
    throw error
  } finally {
    db.close()
  }
  sync(dirname(file))
  return `Saved to ${file}.`
}

/** Puts a backup in place of the database; what was there is kept beside it. Returns a sentence. */
export function restoreFile(databaseFile: string, source: string): string {
  const file = resolve(source)
  if (!existsSync(file)) throw new Error(`There is no file ${file}.`)
  const backup = openForReading(file)
  try {
    const verdict = backup.pragma('integrity_check', { simple: true })
    if (verdict !== 'ok') throw new Error(`${file} is damaged (${String(verdict).slice(0, 200)}). Nothing was changed.`)
    if (!backup.prepare("SELECT 1 FROM sqlite_master WHERE name = 'ArticleStep'").get())
      throw new Error(`${file} is not a Tickmark database. Nothing was changed.`)
  } finally {
    backup.close()
  }
  const part = `${databaseFile}.part`
  try {
    copyFileSync(file, part)
    sync(part)
  } catch (error) {
    rmSync(part, { force: true })
    throw error
  }
  const kept = `${databaseFile}.before-restore-${Date.now()}`
  if (existsSync(databaseFile)) {
    const current = new SqliteDatabase(databaseFile, { timeout: 1_000 })
    try {
      // Leaving WAL needs the file to oneself: it fails while a server has it open.
      current.pragma('journal_mode = DELETE')
    } catch {
      throw new Error('The desk is running. Stop it before restoring. Nothing was changed.')
    } finally {
      current.close()
    }
    renameSync(databaseFile, kept)
  }
  for (const suffix of ['-wal', '-shm']) rmSync(databaseFile + suffix, { force: true })
  renameSync(part, databaseFile)
  sync(dirname(databaseFile))
  return `Restored from ${file}.${existsSync(kept) ? ` What was there before is kept as ${kept}.` : ''}`
}

function sync(path: string): void {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

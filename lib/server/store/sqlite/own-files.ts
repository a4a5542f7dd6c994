import { accessSync, chmodSync, closeSync, constants, existsSync, mkdirSync, openSync, readdirSync, readSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'

/** Files up to this size, in bytes, are read through before the desk starts; larger ones by their structure only, for the start to stay quick. */
const READ_THROUGH_LIMIT = 300_000_000

const HEADER = 'SQLite format 3\u0000'
const HEADER_BYTES = 100

/**
 * Makes what this process writes readable by its own account only, and what
 * stands there already: database, WAL, backups beside it, secret. The folder
 * too, when nothing else is in it.
 */
export function keepToOneself(databaseFile: string): void {
  process.umask(0o077)
  const folder = dirname(databaseFile)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const names = readdirSync(folder)
  const ours = names.filter((name) => name.startsWith(basename(databaseFile)))
  try {
    for (const name of ours) narrow(join(folder, name), statSync(join(folder, name)).isDirectory() ? 0o700 : 0o600)
    if (ours.length > 0 && ours.length === names.length) narrow(folder, 0o700)
  } catch {
    // Not ours to change, or a disk that has no modes; whether it can be written is asked next.
  }
}

function narrow(path: string, mode: number): void {
  const { mode: now } = statSync(path)
  if ((now & 0o777 & ~mode) !== 0) chmodSync(path, mode)
}

/**
 * Looks at a database file before anything opens it for writing. Throws an
 * Error with a sentence for the person who runs it: what is wrong, what to do.
 * Nothing is changed, and a file that is not there yet is right.
 */
export function checkFile(databaseFile: string): void {
  if (!existsSync(databaseFile)) {
    let folder = dirname(databaseFile)
    while (!existsSync(folder)) folder = dirname(folder)
    mustBeWritable(folder)
    return
  }
  if (!statSync(databaseFile).isFile()) throw new Error(`${databaseFile} is not a file. Set DATABASE_URL to the file of the desk.`)
  const head = readHead(databaseFile)
  if (head.length === 0 && !hasWal(databaseFile))
    throw new Error(
      `${databaseFile} is empty: a desk that was there is gone. Restore a backup (npm run desk -- restore FILE), or remove the file to begin a new desk. Nothing was changed.`,
    )
  if (head.length > 0 && !head.startsWith(HEADER))
    throw new Error(
      `${databaseFile} is not a database, or its beginning is damaged. Restore a backup (npm run desk -- restore FILE). Nothing was changed.`,
    )
  // Other programs sign their files; Tickmark does not. Seen without opening it, which would put files beside it.
  if (isSigned(head)) throw new Error(saysForeign(databaseFile))
  mustBeWritable(databaseFile)
  mustBeWritable(dirname(databaseFile))
  mustBeSound(databaseFile)
}

// `user_version` and `application_id`: bytes 60 and 68 of the header (SQLite file format 1.3).
function isSigned(head: string): boolean {
  return [60, 68].some((at) => /[^\0]/.test(head.slice(at, at + 4)))
}

function saysForeign(databaseFile: string): string {
  return `${databaseFile} is the database of another program. Set DATABASE_URL to a file of its own. Nothing was changed.`
}

function mustBeWritable(path: string): void {
  try {
    accessSync(path, constants.W_OK)
  } catch {
    throw new Error(
      `${path} cannot be written by this account. Give it the right to, or move the desk (DATABASE_URL). Nothing was changed.`,
    )
  }
}

function hasWal(databaseFile: string): boolean {
  const wal = `${databaseFile}-wal`
  return existsSync(wal) && statSync(wal).size > 0
}

function readHead(file: string): string {
  let handle: number
  try {
    handle = openSync(file, 'r')
  } catch {
    throw new Error(`${file} cannot be read by this account. Nothing was changed.`)
  }
  try {
    const bytes = Buffer.alloc(HEADER_BYTES)
    return bytes.subarray(0, readSync(handle, bytes, 0, bytes.length, 0)).toString('latin1')
  } finally {
    closeSync(handle)
  }
}

/** The first of `prisma/migrations`: all that a desk can have begun with. */
const FIRST_MIGRATION = '20261123000000_first'

function mustBeSound(databaseFile: string): void {
  let verdict: string
  let tables: string[]
  let migrations: string[] = []
  // For reading only: another program's file keeps its WAL as it is.
  const db = new SqliteDatabase(databaseFile, { readonly: true, fileMustExist: true, timeout: 2_000 })
  try {
    tables = (db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all() as { name: string }[]).map(({ name }) => name)
    if (tables.includes('_prisma_migrations'))
      migrations = (db.prepare('SELECT * FROM "_prisma_migrations" LIMIT 500').all() as { migration_name?: unknown }[]).map((one) =>
        String(one.migration_name),
      )
    verdict = statSync(databaseFile).size <= READ_THROUGH_LIMIT ? String(db.pragma('quick_check(1)', { simple: true })) : 'ok'
  } catch (error) {
    const { code = '' } = error as { code?: string }
    // Somebody is at work in it, or it was left in the middle of something that opening it for writing will end.
    if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_READONLY')) return
    verdict = code
    tables = []
  } finally {
    db.close()
  }
  if (verdict !== 'ok')
    throw new Error(
      `${databaseFile} is damaged (${verdict.split('\n')[0]?.slice(0, 120)}). Restore a backup (npm run desk -- restore FILE). Nothing was changed.`,
    )
  const isNew = tables.length === 0
  // Another program may keep its migrations in a table of that name too.
  const isBegun = tables.length === 1 && migrations.every((name) => name === FIRST_MIGRATION)
  const isOurs = tables.includes('_prisma_migrations') && (tables.includes('ArticleStep') || isBegun)
  if (!isNew && !isOurs) throw new Error(saysForeign(databaseFile))
}

/** What to say when another server has the desk. */
export function saysTaken(databaseFile: string): string {
  return `Another Tickmark server has ${databaseFile} open. Stop it, or set SECOND_SERVER=yes if two are meant to serve one desk. Nothing was changed.`
}

/**
 * Takes the desk for this process, for as long as it lives; the operating
 * system gives it back however the process ends. Throws an Error with a sentence
 * when another server has it.
 */
export function takeDesk(databaseFile: string): void {
  const globals = globalThis as { tickmarkLock?: SqliteDatabase.Database }
  if (globals.tickmarkLock) return
  const lock = new SqliteDatabase(`${databaseFile}.lock`, { timeout: 500 })
  try {
    lock.pragma('journal_mode = MEMORY')
    lock.exec('BEGIN EXCLUSIVE')
  } catch {
    lock.close()
    throw new Error(saysTaken(databaseFile))
  }
  globals.tickmarkLock = lock
}

/** Whether another server has the desk. */
export function isDeskTaken(databaseFile: string): boolean {
  const file = `${databaseFile}.lock`
  if (!existsSync(file)) return false
  const lock = new SqliteDatabase(file, { timeout: 500 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
    lock.exec('ROLLBACK')
    return false
  } catch {
    return true
  } finally {
    lock.close()
  }
}

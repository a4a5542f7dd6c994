import 'server-only'
import { setTimeout as wait } from 'node:timers/promises'
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import {
  DriverAdapterError,
  type IsolationLevel,
  type SqlDriverAdapter,
  type SqlDriverAdapterFactory,
  type SqlQuery,
  type SqlResultSet,
  type Transaction,
} from '@prisma/driver-adapter-utils'
import type { Database } from 'better-sqlite3'

/** How long a write waits for another process's lock before it gives up, in ms. */
export const BUSY_LIMIT_MS = 5_000

/** SQLite's own wait blocks the whole process, so it is short and we wait between tries instead, in ms. */
const BUSY_SLICE_MS = 50

type BaseAdapter = SqlDriverAdapter & { readonly client: Database }

/**
 * Prisma's better-sqlite3 adapter, wrapped so that what was acknowledged is
 * on disk (design D10). What the bare adapter does wrong, and what is done here:
 *
 * 1. A COMMIT that fails with SQLITE_BUSY leaves the connection inside the
 *    transaction, and later "saved" writes are lost with it (prisma/orm#29933).
 *    Here a failed COMMIT is rolled back and reported.
 * 2. BEGIN is deferred, so a transaction can fail halfway for want of the
 *    write lock. Here it is BEGIN IMMEDIATE, retried for BUSY_LIMIT_MS.
 * 3. Its lock is not released when BEGIN throws. Here it is.
 * 4. Statements outside a transaction run on the same connection and so inside
 *    whatever transaction is open, to be lost if that is rolled back. Here
 *    such reads have a connection of their own and such writes wait their turn.
 */
export class SafeSqlite implements SqlDriverAdapterFactory {
  readonly provider = 'sqlite' as const
  readonly adapterName = 'tickmark-safe-sqlite'
  readonly #file: string

  constructor(file: string) {
    this.#file = file
  }

  async connect(): Promise<SqlDriverAdapter> {
    const factory = new PrismaBetterSqlite3({ url: `file:${this.#file}`, timeout: BUSY_SLICE_MS })
    const writer = (await factory.connect()) as BaseAdapter
    setPragmas(writer.client)
    const reader = (await factory.connect()) as BaseAdapter
    setPragmas(reader.client)
    return new SafeSqliteAdapter(writer, reader)
  }
}

/** The pragmas every connection must have; they are per connection and not remembered by the file. */
export function setPragmas(client: Database): void {
  client.pragma('journal_mode = WAL')
  client.pragma('synchronous = FULL')
  client.pragma('foreign_keys = ON')
  const wrong = readPragmas(client).filter((pragma) => !pragma.isRight)
  if (wrong.length > 0)
    throw new Error(
      `The database will not keep what it is told: ${wrong.map(({ name, value }) => `${name} is ${value}`).join(', ')}. ` +
        'Is it on a network drive? SQLite needs a local disk.',
    )
}

export interface PragmaReading {
  readonly name: string
  readonly value: string | number
  readonly isRight: boolean
}

export function readPragmas(client: Database): PragmaReading[] {
  const expected: [string, string | number][] = [
    ['journal_mode', 'wal'],
    ['synchronous', 2],
    ['foreign_keys', 1],
  ]
  return expected.map(([name, right]) => {
    const raw = client.pragma(name, { simple: true }) as string | number | bigint
    const value = typeof raw === 'bigint' ? Number(raw) : raw
    return { name, value, isRight: value === right }
  })
}

const READS = /^\s*(?:SELECT|EXPLAIN)\b/i

class SafeSqliteAdapter implements SqlDriverAdapter {
  readonly provider = 'sqlite' as const
  readonly adapterName = 'tickmark-safe-sqlite'
  readonly #writer: BaseAdapter
  readonly #reader: BaseAdapter
  readonly #turns = new Turns()

  constructor(writer: BaseAdapter, reader: BaseAdapter) {
    this.#writer = writer
    this.#reader = reader
  }

  queryRaw(query: SqlQuery): Promise<SqlResultSet> {
    if (READS.test(query.sql)) return this.#reader.queryRaw(query)
    return this.#turns.take(() => whenFree(() => this.#writer.queryRaw(query)))
  }

  executeRaw(query: SqlQuery): Promise<number> {
    return this.#turns.take(() => whenFree(() => this.#writer.executeRaw(query)))
  }

  executeScript(script: string): Promise<void> {
    return this.#turns.take(() => whenFree(() => this.#writer.executeScript(script)))
  }

  async startTransaction(isolationLevel?: IsolationLevel): Promise<Transaction> {
    if (isolationLevel && isolationLevel !== 'SERIALIZABLE')
      throw new DriverAdapterError({ kind: 'InvalidIsolationLevel', level: isolationLevel })
    const release = await this.#turns.acquire()
    try {
      await whenFree(async () => {
        await this.#writer.executeRaw({ sql: 'BEGIN IMMEDIATE', args: [], argTypes: [] })
      })
    } catch (error) {
      release()
      throw error
    }
    return new SafeTransaction(this.#writer, release)
  }

  getConnectionInfo() {
    return { supportsRelationJoins: false }
  }

  async dispose(): Promise<void> {
    await this.#reader.dispose()
    await this.#writer.dispose()
  }
}

class SafeTransaction implements Transaction {
  readonly provider = 'sqlite' as const
  readonly adapterName = 'tickmark-safe-sqlite'
  readonly options = { usePhantomQuery: false }
  readonly #base: BaseAdapter
  readonly #release: () => void
  #isOver = false

  constructor(base: BaseAdapter, release: () => void) {
    this.#base = base
    this.#release = release
  }

  queryRaw(query: SqlQuery): Promise<SqlResultSet> {
    this.#mustBeOpen()
    return this.#base.queryRaw(query)
  }

  /** Prisma sends COMMIT and ROLLBACK through here, then calls commit() or rollback(). */
  async executeRaw(query: SqlQuery): Promise<number> {
    this.#mustBeOpen()
    if (/^\s*COMMIT\b/i.test(query.sql)) {
      await whenFree(() => this.#base.executeRaw(query))
      return 0
    }
    return this.#base.executeRaw(query)
  }

  async commit(): Promise<void> {
    if (this.#isOver) return
    if (this.#base.client.inTransaction) {
      this.#end()
      throw new Error('COMMIT did not end the transaction; it was rolled back')
    }
    this.#end()
  }

  async rollback(): Promise<void> {
    this.#end()
  }

  async createSavepoint(name: string): Promise<void> {
    await this.executeRaw({ sql: `SAVEPOINT ${name}`, args: [], argTypes: [] })
  }

  async rollbackToSavepoint(name: string): Promise<void> {
    await this.executeRaw({ sql: `ROLLBACK TO ${name}`, args: [], argTypes: [] })
  }

  async releaseSavepoint(name: string): Promise<void> {
    await this.executeRaw({ sql: `RELEASE SAVEPOINT ${name}`, args: [], argTypes: [] })
  }

  // A statement that comes after the end would run in somebody else's transaction.
  #mustBeOpen(): void {
    if (this.#isOver) throw new Error('This transaction is over')
  }

  #end(): void {
    if (this.#isOver) return
    this.#isOver = true
    try {
      if (this.#base.client.inTransaction) this.#base.client.exec('ROLLBACK')
    } finally {
      this.#release()
    }
  }
}

/** Retries while another process holds the lock, without blocking this one. */
async function whenFree<T>(work: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + BUSY_LIMIT_MS
  for (;;) {
    try {
      return await work()
    } catch (error) {
      const isBusy = error instanceof DriverAdapterError && error.cause.kind === 'SocketTimeout'
      if (!isBusy || performance.now() > deadline) throw error
      await wait(10 + Math.random() * 40)
    }
  }
}

/** One after another, in order of asking. */
class Turns {
  #last: Promise<void> = Promise.resolve()

  async acquire(): Promise<() => void> {
    let release = () => {}
    const before = this.#last
    this.#last = new Promise((resolve) => {
      release = resolve
    })
    await before
    return release
  }

  async take<T>(work: () => Promise<T>): Promise<T> {
    const release = await this.acquire()
    try {
      return await work()
    } finally {
      release()
    }
  }
}

import 'server-only'
import { AsyncLocalStorage } from 'node:async_hooks'
import { env } from '@/lib/server/env'
import { SafeSqlite } from '@/lib/server/store/sqlite/safe-sqlite'
import { closeReader } from '@/lib/server/store/sqlite/select-rows'
import { type Prisma, PrismaClient } from '@/prisma/generated/client'

/** A transaction. Everything a use case changes, it changes through one. */
export type Tx = Prisma.TransactionClient

// Exactly one client a process: two deadlock each other (better-sqlite3 waits
// synchronously), and Next loads modules more than once, so it is kept globally.
const globals = globalThis as { tickmarkDatabase?: PrismaClient }

/** The database for reading. Reads see committed data only. */
export function database(): PrismaClient {
  // A build looks at pages; it must neither make nor read anybody's database.
  if (process.env.NEXT_PHASE === 'phase-production-build') throw new Error('The database was asked for while building')
  globals.tickmarkDatabase ??= new PrismaClient({ adapter: new SafeSqlite(env().databaseFile) })
  return globals.tickmarkDatabase
}

export async function closeDatabase(): Promise<void> {
  closeReader()
  await globals.tickmarkDatabase?.$disconnect()
  delete globals.tickmarkDatabase
}

/** A command being carried out for a client that named it (Idempotency-Key). */
export interface CurrentCommand {
  readonly id: string
  readonly actorId: string
  readonly route: string
  /** SHA-256 of the request's body. */
  readonly bodyHash: string
  isRecorded: boolean
}

export const currentCommand = new AsyncLocalStorage<CurrentCommand>()

/** What `work` returns when it did nothing, because something else happened first: no command is carried out by it. */
export const NOT_DONE = Symbol('not done')

/**
 * Runs `work` in one transaction: everything it did is on disk when this
 * returns, or nothing is. The id of the command and what `work` returned (its
 * receipt) are recorded in the same transaction, so a retry of a command that
 * was carried out is refused by the unique index and answered from the receipt.
 * Do not wait for the network or do heavy work inside.
 */
export async function write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  const command = currentCommand.getStore()
  const result = await database().$transaction(
    async (tx) => {
      const receipt = await work(tx)
      if (command && !command.isRecorded && receipt !== NOT_DONE) {
        const { id, actorId, route, bodyHash } = command
        await tx.command.create({ data: { id, actorId, route, bodyHash, status: 0, response: JSON.stringify(receipt ?? null) } })
      }
      return receipt
    },
    { maxWait: 20_000, timeout: 60_000 },
  )
  if (command && result !== NOT_DONE) command.isRecorded = true
  return result
}

import 'server-only'
import { AsyncLocalStorage } from 'node:async_hooks'
import { env } from '@/lib/server/env'
import { SafeSqlite } from '@/lib/server/store/sqlite-adapter'
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
  await globals.tickmarkDatabase?.$disconnect()
  delete globals.tickmarkDatabase
}

/** A command being carried out for a client that named it (Idempotency-Key). */
export interface CurrentCommand {
  readonly id: string
  readonly actorId: string
  readonly route: string
  isRecorded: boolean
}

export const currentCommand = new AsyncLocalStorage<CurrentCommand>()

/**
 * Runs `work` in one transaction: everything it did is on disk when this
 * returns, or nothing is. A command's id is recorded in the same transaction,
 * so a retry of a command that was carried out is refused by the unique index.
 * Do not wait for the network or do heavy work inside.
 */
export async function write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  const command = currentCommand.getStore()
  const result = await database().$transaction(
    async (tx) => {
      if (command && !command.isRecorded)
        await tx.command.create({
          data: { id: command.id, actorId: command.actorId, route: command.route, status: 0, response: '' },
        })
      return work(tx)
    },
    { maxWait: 20_000, timeout: 20_000 },
  )
  if (command) command.isRecorded = true
  return result
}

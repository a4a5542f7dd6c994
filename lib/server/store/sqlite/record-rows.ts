import type { ChainedEntry } from '@/lib/core/history/chain'
import { sha256 } from '@/lib/server/ids'
import type { Database } from '@/lib/server/store/sqlite/open-database'

/** An entry of the record as it lies in the file. */
export interface StoredEntry extends Omit<ChainedEntry, 'seq'> {
  readonly id: number
  readonly chain: string
  readonly seq: number | null
  readonly articleId: string | null
  readonly previousHash: string | null
  readonly hash: string | null
  readonly isPurged: boolean
}

const COLUMNS =
  '"id", "chain", "articleId", "seq", "at", "actorId", "action", "version", "subject", "before", "after", "ties", "previousHash", "hash", "purgedAt" IS NOT NULL AS "isPurged"'

/** Every entry, chain by chain, oldest first. */
export function* readEntries(db: Database): Generator<StoredEntry> {
  for (const row of db.prepare(`SELECT ${COLUMNS} FROM "HistoryEntry" ORDER BY "chain", "seq"`).iterate() as Iterable<StoredEntry>)
    yield { ...row, at: isoTime(row.at), isPurged: Boolean(row.isPurged) }
}

/** The entries of one chain in the order they were written, numbered or not. */
export function entriesOfChain(db: Database, chain: string): StoredEntry[] {
  const rows = db.prepare(`SELECT ${COLUMNS} FROM "HistoryEntry" WHERE "chain" = ? ORDER BY "id"`).all(chain) as StoredEntry[]
  return rows.map((row) => ({ ...row, at: isoTime(row.at), isPurged: Boolean(row.isPurged) }))
}

function isoTime(stored: string): string {
  const time = new Date(stored)
  return Number.isNaN(time.getTime()) ? stored : time.toISOString()
}

/** Everything an old entry holds, digested onto what came before: what its own hash left out is covered by this. */
export function digestEntry(before: string, entry: StoredEntry): string {
  const { seq, at, actorId, action, subject, version, hash } = entry
  return sha256(JSON.stringify([before, seq, at, actorId, action, subject, version, entry.before, entry.after, hash]))
}

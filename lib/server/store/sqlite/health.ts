import 'server-only'
import { database, type Tx } from '@/lib/server/db'

/** What both connections of the app say about themselves: the one that reads, and the one that writes, asked inside a transaction. */
export async function readConnection(): Promise<Record<string, string>> {
  const reading = await pragmasOf(database())
  const writing = await database().$transaction((tx) => pragmasOf(tx))
  const [sqlite] = await database().$queryRaw<{ version: string }[]>`SELECT sqlite_version() AS version`
  // The worse of the two is what is true.
  const both = (name: keyof typeof reading) =>
    reading[name] === writing[name] ? writing[name] : `${writing[name]}, reading ${reading[name]}`
  return {
    journal_mode: both('journal_mode'),
    synchronous: both('synchronous'),
    foreign_keys: both('foreign_keys'),
    sqlite: sqlite?.version ?? 'unknown',
  }
}

async function pragmasOf(tx: Tx) {
  const [journal] = await tx.$queryRaw<{ journal_mode: string }[]>`SELECT journal_mode FROM pragma_journal_mode`
  const [synchronous] = await tx.$queryRaw<{ synchronous: bigint }[]>`SELECT synchronous FROM pragma_synchronous`
  const [foreignKeys] = await tx.$queryRaw<{ foreign_keys: bigint }[]>`SELECT foreign_keys FROM pragma_foreign_keys`
  return {
    journal_mode: journal?.journal_mode ?? 'unknown',
    synchronous: synchronous?.synchronous.toString() === '2' ? 'full' : `not full (${synchronous?.synchronous})`,
    foreign_keys: foreignKeys?.foreign_keys.toString() === '1' ? 'on' : 'off',
  }
}

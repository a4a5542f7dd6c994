import 'server-only'
import { database } from '@/lib/server/db'

/** What the app's own connection says about itself. */
export async function readConnection(): Promise<Record<string, string>> {
  const db = database()
  const [journal] = await db.$queryRaw<{ journal_mode: string }[]>`SELECT journal_mode FROM pragma_journal_mode`
  const [synchronous] = await db.$queryRaw<{ synchronous: bigint }[]>`SELECT synchronous FROM pragma_synchronous`
  const [foreignKeys] = await db.$queryRaw<{ foreign_keys: bigint }[]>`SELECT foreign_keys FROM pragma_foreign_keys`
  const [sqlite] = await db.$queryRaw<{ version: string }[]>`SELECT sqlite_version() AS version`
  return {
    journal_mode: journal?.journal_mode ?? 'unknown',
    synchronous: synchronous?.synchronous.toString() === '2' ? 'full' : `not full (${synchronous?.synchronous})`,
    foreign_keys: foreignKeys?.foreign_keys.toString() === '1' ? 'on' : 'off',
    sqlite: sqlite?.version ?? 'unknown',
  }
}

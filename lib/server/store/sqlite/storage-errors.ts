/** What went wrong with the storage, in words that are not SQLite's: the only place that reads its and Prisma's errors. */
export type StorageError = 'full' | 'busy' | 'already-there' | null

export function storageErrorOf(error: unknown): StorageError {
  const code = (error as { code?: unknown } | null)?.code
  if (code === 'P2002') return 'already-there'
  const text = error instanceof Error ? `${error.name} ${error.message} ${String(code ?? '')}` : String(error)
  if (/SQLITE_FULL|database or disk is full|ENOSPC/i.test(text)) return 'full'
  if (/SocketTimeout|P1008|P2028|P2024|SQLITE_BUSY|database is locked/i.test(text)) return 'busy'
  if (/UNIQUE constraint failed/i.test(text)) return 'already-there'
  return null
}

import 'server-only'
import { env } from '@/lib/server/env'
import { backUpFile, restoreFile } from '@/lib/server/store/sqlite/backup'

/** Copies the database to a file, complete and consistent while people work. Returns a sentence. */
export function backUp(target: string): string {
  return backUpFile(env().databaseFile, target)
}

/** Puts a backup in place of the database; what was there is kept beside it. Returns a sentence. */
export function restore(source: string): string {
  return restoreFile(env().databaseFile, source)
}

import 'server-only'
import { join } from 'node:path'
import { env } from '@/lib/server/env'
import { log } from '@/lib/server/log'
import { type MigrationReport, migrate } from '@/lib/server/store/sqlite/migrate'
import { checkFile, keepToOneself } from '@/lib/server/store/sqlite/own-files'

/** Brings the database up to date. Throws an Error with a sentence, and changes nothing, when it must not be touched. */
export function prepareDatabase(): MigrationReport {
  const { databaseFile } = env()
  checkFile(databaseFile)
  keepToOneself(databaseFile)
  const report = migrate(databaseFile, join(process.cwd(), 'prisma', 'migrations'))
  if (report.applied.length > 0) log.info({ applied: report.applied, backup: report.backup }, 'database migrated')
  return report
}

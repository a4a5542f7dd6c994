import 'server-only'
import { join } from 'node:path'
import { env } from '@/lib/server/env'
import { log } from '@/lib/server/log'
import { type MigrationReport, migrate } from '@/lib/server/store/sqlite/migrate'
import { checkFile, keepToOneself, takeDesk } from '@/lib/server/store/sqlite/own-files'

/** Brings the database up to date. Throws an Error with a sentence, and changes nothing, when it must not be touched. A server takes the desk for as long as it lives. */
export function prepareDatabase({ isServer = false } = {}): MigrationReport {
  const { databaseFile, isSecondAllowed } = env()
  checkFile(databaseFile)
  keepToOneself(databaseFile)
  if (isServer && !isSecondAllowed) takeDesk(databaseFile)
  const report = migrate(databaseFile, join(process.cwd(), 'prisma', 'migrations'))
  if (report.applied.length > 0) log.info({ applied: report.applied, backup: report.backup }, 'database migrated')
  return report
}

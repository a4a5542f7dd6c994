import 'server-only'
import { join } from 'node:path'
import { env } from '@/lib/server/env'
import { log } from '@/lib/server/log'
import { type MigrationReport, migrate } from '@/lib/server/store/migrate'

/** Brings the database up to date; the process does not start on one it must not touch. */
export function prepareDatabase(): MigrationReport {
  const report = migrate(env().databaseFile, join(process.cwd(), 'prisma', 'migrations'))
  if (report.applied.length > 0) log.info({ applied: report.applied, backup: report.backup }, 'database migrated')
  return report
}

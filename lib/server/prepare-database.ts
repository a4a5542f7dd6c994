import 'server-only'
import { join } from 'node:path'
import { env } from '@/lib/server/env'
import { log } from '@/lib/server/log'
import { type MigrationReport, migrate } from '@/lib/server/store/sqlite/migrate'

/** Brings the database up to date; the process does not start on one it must not touch. */
export function prepareDatabase(): MigrationReport {
  const { databaseFile } = env()
  const report = migrate(databaseFile, join(process.cwd(), 'prisma', 'migrations'))
  if (report.applied.length > 0) log.info({ applied: report.applied, backup: report.backup }, 'database migrated')
  return report
}

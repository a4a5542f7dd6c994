/**
 * What `npm start` runs before the server: migrates, puts the sample article
 * into a new database, and prints the set-up link while nobody has joined.
 */
import { env } from '@/lib/server/env'
import { checkFile, isDeskTaken, saysTaken } from '@/lib/server/store/sqlite/own-files'

async function main(): Promise<void> {
  // What must not be touched is said before anything that takes time to load.
  const { databaseFile, isSecondAllowed } = env()
  checkFile(databaseFile)
  if (!isSecondAllowed && isDeskTaken(databaseFile)) throw new Error(saysTaken(databaseFile))
  const { fillNewDesk } = await import('@/prisma/fill-new-desk')
  await fillNewDesk()
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
})

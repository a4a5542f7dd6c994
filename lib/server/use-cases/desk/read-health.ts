import 'server-only'
import { readConnection } from '@/lib/server/store/sqlite/health'
import packageJson from '@/package.json'

/** Whether the server works, read through the connection the app uses. */
export async function readHealth() {
  return { status: 'ok', version: packageJson.version, database: await readConnection() }
}

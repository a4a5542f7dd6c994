import 'server-only'
import { readConnection } from '@/lib/server/store/sqlite/health'
import packageJson from '@/package.json'

/** Whether the server works, asked of the connections the app reads and writes with. */
export async function readHealth() {
  return { status: 'ok', version: packageJson.version, database: await readConnection() }
}

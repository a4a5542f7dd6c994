import 'server-only'
import { readEventLoop } from '@/lib/server/event-loop'
import { readConnection } from '@/lib/server/store/sqlite/health'
import packageJson from '@/package.json'

/** Whether the server works, asked of the connections the app reads and writes with; and how long it was busy with one thing. */
export async function readHealth() {
  return { status: 'ok', version: packageJson.version, database: await readConnection(), eventLoop: readEventLoop() }
}

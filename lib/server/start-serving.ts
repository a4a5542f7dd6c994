import 'server-only'
import { rmSync } from 'node:fs'
import { watchFrontDoor } from '@/lib/server/boundary/front-door'
import { write } from '@/lib/server/db'
import { env } from '@/lib/server/env'
import { watchEventLoop } from '@/lib/server/event-loop'
import { endStreams } from '@/lib/server/live/open-streams'
import { describeCause, log, logWhatIsPrinted } from '@/lib/server/log'
import { prepareDatabase } from '@/lib/server/prepare-database'
import { forgetOldCommands } from '@/lib/server/store/commands'
import { forgetOldDeliveries } from '@/lib/server/store/webhooks'
import { emptyBin } from '@/lib/server/use-cases/articles/empty-bin'
import { purgeDueNotes } from '@/lib/server/use-cases/people/retain-notes'
import { deliverWebhooks } from '@/lib/server/use-cases/webhooks/deliver-webhooks'

/** How long requests that are open may go on once the server was told to stop, in ms. */
const STOP_WITHIN_MS = 4_000

/** How long the log of webhooks goes back, in ms. */
const KEEP_DELIVERIES_MS = 30 * 86_400_000

/** Before the first request: takes the desk and brings it up to date, or ends the process with a sentence. */
export async function startServing(): Promise<void> {
  try {
    prepareDatabase({ isServer: true })
    // Made, or read and found good, before anybody is told the address.
    void env().authSecret
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    process.exit(1)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop)
  // Whoever started this server and holds its input is gone, however that came.
  if (process.env.TICKMARK_PARENT === 'stdin')
    process.stdin
      .on('end', () => process.kill(process.pid, 'SIGTERM'))
      .on('error', () => {})
      .resume()
  watchFrontDoor()
  watchEventLoop()
  rmSync(`${env().databaseFile}.tmp`, { recursive: true, force: true })
  const tidy = () => tidyUp().catch((error) => log.error({ cause: describeCause(error) }, 'tidying up failed'))
  await tidy()
  setInterval(() => void tidy(), 86_400_000).unref()
  setInterval(
    () => void deliverWebhooks(new Date()).catch((error) => log.error({ cause: describeCause(error) }, 'webhooks failed')),
    5_000,
  ).unref()
  logWhatIsPrinted()
}

async function tidyUp(): Promise<void> {
  const now = new Date()
  await forgetOldCommands(now)
  await write((tx) => forgetOldDeliveries(tx, new Date(now.getTime() - KEEP_DELIVERIES_MS)))
  const purged = await emptyBin(now)
  const emptied = await purgeDueNotes(now)
  if (emptied > 0) log.info({ people: emptied }, 'notes were purged')
  if (purged > 0) log.info({ articles: purged }, 'the bin was emptied')
}

// The framework takes no new requests from here on and waits for the open ones; streams would never end by themselves.
function stop(): void {
  endStreams()
  setTimeout(() => process.exit(0), STOP_WITHIN_MS).unref()
}

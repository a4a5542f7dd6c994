import 'server-only'
import type { DeskEvent } from '@/lib/core/history/events'
import { type Tx, write } from '@/lib/server/db'
import { mustBeTied, Recorder, recordDesk, retryRace } from '@/lib/server/record/recorder'

/** A change to the desk itself: people, tokens, sources. What a use case may do with it. */
export interface DeskChange {
  readonly tx: Tx
  readonly now: Date
  /** Tells what happened; written, with the rows of the change tied, when the work is done. */
  readonly record: (event: DeskEvent) => void
}

/** Runs one change to the desk: rows and record are on disk together when this returns, or nothing is. `actorId` null: the command line. */
export async function changeDesk<T>(actorId: string | null, work: (change: DeskChange) => Promise<T>, now: Date = new Date()): Promise<T> {
  return retryRace(() =>
    write(async (tx) => {
      const recorder = new Recorder()
      const value = await work({ tx, now, record: (event) => recorder.add({ event, version: null }) })
      if (!recorder.isEmpty) await recordDesk(tx, recorder, { actorId, at: now })
      mustBeTied(tx)
      return value
    }),
  )
}

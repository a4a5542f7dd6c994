import 'server-only'
import { DESK_CHAIN } from '@/lib/core/history/chain'
import type { Tx } from '@/lib/server/db'
import { appendEntries, type ChainHead, moveDeskHead, type NewEntry, readDeskHead } from '@/lib/server/store/history'
import { hasUntied, takeTies } from '@/lib/server/store/ties'

/** Somebody else wrote to the same chain or log first. The change is made anew on what they left. */
export class LostRace extends Error {
  constructor() {
    super('somebody else was first')
    this.name = 'LostRace'
  }
}

/** Events of one change, kept until its end: the last entry ties every row the change wrote. */
export class Recorder {
  readonly #entries: NewEntry[] = []

  add(entry: NewEntry): void {
    // What is told is what it was when it happened.
    this.#entries.push(structuredClone(entry))
  }

  get isEmpty(): boolean {
    return this.#entries.length === 0
  }

  /** Writes the events behind a chain's head, with the ties of this chain. Returns the new head. */
  async append(
    tx: Tx,
    chain: { readonly name: string; readonly head: ChainHead },
    by: { readonly actorId: string | null; readonly at: Date },
  ): Promise<ChainHead> {
    return appendEntries(tx, chain, by, this.#entries, await takeTies(tx, chain.name === DESK_CHAIN ? 'desk' : 'article'))
  }
}

const isLost = (error: unknown) => error instanceof LostRace

/** How often a change is made anew because somebody else was first. */
const TRIES = 5

/** Makes a change anew when somebody else was first, a few times. */
export async function retryRace<T>(work: () => Promise<T>, isRace: (error: unknown) => boolean = isLost): Promise<T> {
  for (let attempt = 1; ; attempt++)
    try {
      return await work()
    } catch (error) {
      if (!isRace(error) || attempt >= TRIES) throw error
    }
}

/** Writes what happened to the desk itself behind the head of its own chain. Throws {@link LostRace}. */
export async function recordDesk(tx: Tx, recorder: Recorder, by: { readonly actorId: string | null; readonly at: Date }): Promise<void> {
  const head = await readDeskHead(tx)
  const next = await recorder.append(tx, { name: DESK_CHAIN, head }, by)
  if (!(await moveDeskHead(tx, head, next))) throw new LostRace()
}

/** A row was written and no event says so: a fault of ours, and nothing is saved. */
export function mustBeTied(tx: Tx): void {
  if (hasUntied(tx)) throw new Error('A change wrote rows that no event of it ties')
}

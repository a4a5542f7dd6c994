import type { Step } from '@tiptap/pm/transform'
import { createStore, delMany, entries, setMany, type UseStore } from 'idb-keyval'
import type { UnsentSteps } from '@/lib/editor/steps/unsent-steps'

/** Steps one tab could not send yet, as another tab finds them. */
export interface KeptSteps extends UnsentSteps {
  readonly articleId: string
  readonly userId: string
  /** The server would not take them; they are shown, not tried again. */
  readonly isRefused: boolean
  /** When they were last kept, in ms since 1970. */
  readonly at: number
  /** Under what they lie. */
  readonly keys: readonly string[]
}

/** One piece of what a tab keeps: the steps of a few keys. */
interface Piece extends Omit<KeptSteps, 'keys'> {
  /** Place among the pieces of its tab. */
  readonly index?: number
}

const openStore = () => createStore('tickmark-unsent', 'steps')

/**
 * Keeps the unsent steps of one tab in the browser (IndexedDB), before the
 * request leaves and until they are acknowledged. A key writes only what is
 * new; everything is written anew only when the base moved on under it.
 */
export class UnsentStore {
  readonly #tab: Pick<KeptSteps, 'articleId' | 'userId' | 'clientId'>
  readonly #store: UseStore
  #version = -1
  #kept: readonly Step[] = []
  #pieces = 0
  #isRefused = false
  #queue: Promise<void> = Promise.resolve()

  constructor(tab: Pick<KeptSteps, 'articleId' | 'userId' | 'clientId'>, store: UseStore = openStore()) {
    this.#tab = tab
    this.#store = store
  }

  /** Keeps what is unsent now. `version` is the one the first of the steps builds on. */
  keep(version: number, steps: readonly Step[], isRefused: boolean): void {
    const isGrown =
      version === this.#version &&
      isRefused === this.#isRefused &&
      steps.length >= this.#kept.length &&
      this.#kept.every((step, index) => step === steps[index])
    if (isGrown && steps.length === this.#kept.length) return
    const before = this.#pieces
    const fresh = isGrown ? steps.slice(this.#kept.length) : steps
    const index = isGrown ? this.#pieces : 0
    const piece: Piece = {
      ...this.#tab,
      version: version + (steps.length - fresh.length),
      steps: fresh.map((step) => step.toJSON() as unknown),
      isRefused,
      at: Date.now(),
      index,
    }
    this.#version = version
    this.#kept = steps
    this.#isRefused = isRefused
    this.#pieces = fresh.length > 0 ? index + 1 : index
    const gone = isGrown ? [] : Array.from({ length: before }, (_, at) => this.#key(at)).slice(this.#pieces)
    this.#then(async () => {
      // In this order: a crash in between leaves what is sent twice, never what is lost.
      if (fresh.length > 0) await setMany([[this.#key(index), piece]], this.#store)
      if (gone.length > 0) await delMany(gone, this.#store)
    })
  }

  /** Resolves when everything kept so far lies in the browser. */
  whenKept(): Promise<void> {
    return this.#queue
  }

  #key(index: number): string {
    return `${this.#tab.clientId}:${index}`
  }

  #then(work: () => Promise<void>): void {
    // A private window without storage: nothing to keep it in; leaving asks then.
    this.#queue = this.#queue.then(work).catch(() => {})
  }
}

/** What other tabs of this person kept for an article and never sent, each tab's pieces put together. */
export async function keptByOthers(
  tab: Pick<KeptSteps, 'articleId' | 'userId' | 'clientId'>,
  store: UseStore = openStore(),
): Promise<KeptSteps[]> {
  const found = new Map<string, [string, Piece][]>()
  for (const [key, piece] of await entries<string, Piece>(store).catch(() => [])) {
    if (piece.articleId !== tab.articleId || piece.userId !== tab.userId || piece.clientId === tab.clientId) continue
    const pieces = found.get(piece.clientId) ?? []
    pieces.push([key, piece])
    found.set(piece.clientId, pieces)
  }
  return [...found.values()].flatMap((pieces) => {
    pieces.sort(([, a], [, b]) => (a.index ?? 0) - (b.index ?? 0))
    const [first] = pieces
    if (!first) return []
    const { articleId, userId, clientId, version } = first[1]
    return [
      {
        articleId,
        userId,
        clientId,
        version,
        steps: pieces.flatMap(([, piece]) => piece.steps),
        isRefused: pieces.some(([, piece]) => piece.isRefused === true),
        at: Math.max(...pieces.map(([, piece]) => piece.at ?? 0)),
        keys: pieces.map(([key]) => key),
      },
    ]
  })
}

/** Forgets what a tab kept, once it is sent or shown. */
export function forgetKept(kept: KeptSteps, store: UseStore = openStore()): Promise<void> {
  return delMany([...kept.keys], store)
}

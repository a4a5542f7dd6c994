/** What is true about saving, in one word; the status line says it in a sentence. */
export type SaveStatus =
  | { readonly kind: 'saved'; readonly at: number | null }
  | { readonly kind: 'saving'; readonly pending: number }
  | { readonly kind: 'offline'; readonly pending: number }
  | { readonly kind: 'signed-out'; readonly pending: number }
  | { readonly kind: 'refused'; readonly pending: number; readonly message: string }

/** What a status is made of. */
export interface SaveFacts {
  /** Steps the server has not acknowledged. */
  readonly pending: number
  /** Tries that failed since the last that did not. */
  readonly failures: number
  readonly isSignedOut: boolean
  /** Why the server will not take the steps; null while it does. */
  readonly refusal: string | null
  /** When the server last acknowledged something, in ms since 1970. */
  readonly lastSaved: number | null
}

/** The worst that is true comes first. */
export function statusOf({ pending, failures, isSignedOut, refusal, lastSaved }: SaveFacts): SaveStatus {
  if (isSignedOut) return { kind: 'signed-out', pending }
  if (refusal !== null) return { kind: 'refused', pending, message: refusal }
  if (failures > 0) return { kind: 'offline', pending }
  return pending > 0 ? { kind: 'saving', pending } : { kind: 'saved', at: lastSaved }
}

/** Whether two statuses read the same: while somebody types, “saving” stays “saving”. */
export function isSameStatus(a: SaveStatus | null, b: SaveStatus): boolean {
  if (a?.kind !== b.kind) return false
  return b.kind === 'saving' || JSON.stringify(a) === JSON.stringify(b)
}

/** The status of the open article, outside React: it changes with every burst of keys, and only its line is drawn then. */
export class SaveStatusStore {
  readonly #listeners = new Set<() => void>()
  #status: SaveStatus = { kind: 'saved', at: null }

  readonly get = (): SaveStatus => this.#status

  readonly set = (status: SaveStatus): void => {
    this.#status = status
    for (const listener of this.#listeners) listener()
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}

/** A pause after which a person's entries are another sitting, in ms. */
export const SITTING_PAUSE_MS = 30 * 60 * 1000

interface Entry {
  /** ISO 8601 UTC. */
  readonly at: string
  readonly actor: { readonly id: string; readonly name: string } | null
}

export interface Sitting<T extends Entry> {
  readonly actor: T['actor']
  /** Newest first, as they were given. */
  readonly entries: readonly T[]
}

/** Entries, newest first, put together by person and sitting: what one person did without a longer pause and nobody else between. */
export function sittingsOf<T extends Entry>(entries: readonly T[]): Sitting<T>[] {
  const sittings: { actor: T['actor']; entries: T[] }[] = []
  for (const entry of entries) {
    const last = sittings.at(-1)
    const before = last?.entries.at(-1)
    const isSame = last && before && last.actor?.id === entry.actor?.id && Date.parse(before.at) - Date.parse(entry.at) <= SITTING_PAUSE_MS
    if (isSame) last.entries.push(entry)
    else sittings.push({ actor: entry.actor, entries: [entry] })
  }
  return sittings
}

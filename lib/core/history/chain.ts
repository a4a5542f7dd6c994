/**
 * The record (design D7): append-only, hash-chained, one chain an article and
 * one for the desk. An entry's hash covers all of it and the hash before it.
 * The last entry of each change also ties the rows the change wrote: it names
 * them with the SHA-256 of what they hold, so that a row altered, removed or
 * added outside the record shows.
 */
export interface ChainedEntry {
  readonly seq: number
  /** ISO 8601 UTC. */
  readonly at: string
  readonly actorId: string | null
  readonly action: string
  readonly subject: string
  /** Version of the article's text right after it; null on the desk's chain. */
  readonly version: number | null
  /** JSON with sorted keys, as stored. */
  readonly before: string
  readonly after: string
  /** JSON of {@link Ties}, as stored. Null: written before rows were tied. */
  readonly ties: string | null
}

/** Row → SHA-256 of what it holds (lower-case hex), or null when it was removed. Rows are named "Claim:ID"; steps as a stretch of the log, "ArticleStep:ARTICLE:FROM-TO". */
export type Ties = Readonly<Record<string, string | null>>

/** The chain that no article has: people, tokens, sources, settings. */
export const DESK_CHAIN = 'desk'

/** Hash before the first entry of a chain. */
export const CHAIN_START = '0'.repeat(64)

/** JSON with sorted keys, so that equal values always hash equally. */
export function canonicalJson(value: unknown): string {
  if (value === undefined) return 'null'
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (value instanceof Date) return JSON.stringify(value)
  const entries = Object.entries(value as Record<string, unknown>)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`
}

type Sha256 = (text: string) => string

/** `sha256` takes text and gives lower-case hex; passed in because core has no crypto of its own. */
export function chainHash(previous: string, entry: ChainedEntry, sha256: Sha256): string {
  const { seq, at, actorId, action, subject, version, before, after, ties } = entry
  if (ties === null) return untiedHash(previous, entry, sha256)
  return sha256(JSON.stringify([previous, seq, at, actorId, action, subject, version, before, after, ties]))
}

// As entries were hashed before they tied rows. What they say is proven by the entry that took them over.
function untiedHash(previous: string, entry: ChainedEntry, sha256: Sha256): string {
  const { seq, at, actorId, action, subject, before, after } = entry
  return sha256(previous + canonicalJson({ seq, at, actorId, action, subject, before: JSON.parse(before), after: JSON.parse(after) }))
}

/** An entry that words were purged from: its place in its chain, and the hash of what is left of it. */
export interface PurgedEntry {
  readonly seq: number
  readonly left: string
}

/**
 * Follows one chain, oldest entry first. Of an entry that words were purged
 * from, the hash of what they were stays in the chain and cannot be made anew;
 * a later entry names it with the hash of what is left, so that nothing is
 * taken for purged that was not, and what is left cannot be altered either.
 */
export class ChainReader {
  readonly #sha256: Sha256
  readonly #purged = new Map<number, string>()
  readonly #named = new Map<number, string>()
  #seq = 0
  #hash = CHAIN_START

  constructor(sha256: Sha256) {
    this.#sha256 = sha256
  }

  /** Where the chain has come to. */
  get head(): { readonly seq: number; readonly hash: string } {
    return { seq: this.#seq, hash: this.#hash }
  }

  /** Takes the next entry; says in a few words what is wrong with it, or null. It goes on from what is stored, so one break is told once. */
  read(
    entry: ChainedEntry & { readonly previousHash: string | null; readonly hash: string | null; readonly isPurged?: boolean },
  ): string | null {
    const expected = this.#seq + 1
    const before = this.#hash
    this.#seq = entry.seq
    this.#hash = entry.hash ?? ''
    if (entry.seq !== expected)
      return entry.seq === expected + 1 ? `entry ${expected} is missing` : `entries ${expected} to ${entry.seq - 1} are missing`
    if (entry.previousHash !== before) return `entry ${entry.seq} does not follow the one before it`
    const hash = chainHash(before, entry, this.#sha256)
    if (entry.isPurged && isEmptied(entry)) {
      this.#purged.set(entry.seq, hash)
      return null
    }
    // Only what stood before it: nothing is emptied ahead of time.
    if (entry.action === PURGED_NOTES)
      for (const { seq, left } of entriesNamed(entry.after)) if (seq < entry.seq) this.#named.set(seq, left)
    return hash === entry.hash ? null : `entry ${entry.seq} was altered`
  }

  /** Once the chain is read: how many entries words were purged from, and which of them no later entry names as they are. */
  settlePurged(): { readonly count: number; readonly problems: readonly string[] } {
    const wrong = [...this.#purged].filter(([seq, left]) => this.#named.get(seq) !== left)
    return { count: this.#purged.size, problems: wrong.map(([seq]) => `entry ${seq} was altered, or emptied without the record saying so`) }
  }
}

/** Whether an entry is one that words of notes are purged from, and has none of them. */
function isEmptied({ action, before, after }: ChainedEntry): boolean {
  if (!action.startsWith('note.') && action !== 'claim.undone') return false
  return [before, after].every((json) => {
    const payload = readPayload(json)
    return payload === null || (payload.isPurged === true && !('text' in payload))
  })
}

/** The event that names the entries words were purged from. */
export const PURGED_NOTES = 'notes.purged'

function entriesNamed(after: string): readonly PurgedEntry[] {
  const { entries } = readPayload(after) ?? {}
  return Array.isArray(entries) ? (entries as readonly PurgedEntry[]) : []
}

/** What an entry says; of one that was altered so that it is no JSON, an object without anything, since its hash tells. */
function readPayload(json: string): Readonly<Record<string, unknown>> | null {
  try {
    return JSON.parse(json) as Record<string, unknown> | null
  } catch {
    return {}
  }
}

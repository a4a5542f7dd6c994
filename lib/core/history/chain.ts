/**
 * History is append-only and hash-chained per article (design D7): each entry's
 * hash covers its content and the hash before it, so a later change shows.
 */
export interface ChainedEntry {
  readonly seq: number
  /** ISO 8601 UTC. */
  readonly at: string
  readonly actorId: string | null
  readonly action: string
  readonly subject: string
  readonly before: unknown
  readonly after: unknown
}

/** Hash before the first entry of an article. */
export const CHAIN_START = '0'.repeat(64)

/** JSON with sorted keys, so that equal values always hash equally. */
export function canonicalJson(value: unknown): string {
  if (value === undefined) return 'null'
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  const entries = Object.entries(value as Record<string, unknown>)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`
}

/** `sha256` takes text and gives lower-case hex; passed in because core has no crypto of its own. */
export function chainHash(previous: string, entry: ChainedEntry, sha256: (text: string) => string): string {
  const { seq, at, actorId, action, subject, before, after } = entry
  return sha256(previous + canonicalJson({ seq, at, actorId, action, subject, before, after }))
}

export type ChainVerdict =
  | { readonly isIntact: true; readonly entries: number }
  | { readonly isIntact: false; readonly brokenAt: number; readonly reason: string }

/** Proves a chain, oldest entry first, or says where it breaks. */
export function verifyChain(
  entries: readonly (ChainedEntry & { readonly previousHash: string; readonly hash: string })[],
  sha256: (text: string) => string,
): ChainVerdict {
  let previous = CHAIN_START
  let expected = 1
  for (const entry of entries) {
    if (entry.seq !== expected) return { isIntact: false, brokenAt: expected, reason: `entry ${expected} is missing` }
    if (entry.previousHash !== previous)
      return { isIntact: false, brokenAt: entry.seq, reason: `entry ${entry.seq} does not follow the one before it` }
    if (chainHash(previous, entry, sha256) !== entry.hash)
      return { isIntact: false, brokenAt: entry.seq, reason: `entry ${entry.seq} was altered` }
    previous = entry.hash
    expected++
  }
  return { isIntact: true, entries: entries.length }
}

import { useSyncExternalStore } from 'react'
import { CLAIM_STATES, CONFIDENCES, OUTCOMES, PRIORITIES } from '@/lib/core/claim/claim'
import { LOOKS, type Look, lookOf } from '@/lib/core/claim/look'
import { foldText } from '@/lib/core/text/fold'
import type { ClaimView } from '@/lib/server/present/claim'

/** What the list shows and the text lights up. */
export interface ClaimQuery {
  readonly text: string
  readonly look: Look | 'all' | 'doubted'
  readonly type: string
  readonly priority: string
  readonly outcome: string
  readonly freshness: string
  readonly confidence: string
  readonly verdict: string
  readonly assignee: string
  readonly sort: 'order' | 'number' | 'state' | 'priority' | 'outcome' | 'confidence' | 'changed'
}

export const NO_QUERY: ClaimQuery = {
  text: '',
  look: 'all',
  type: 'all',
  priority: 'all',
  outcome: 'all',
  freshness: 'all',
  confidence: 'all',
  verdict: 'all',
  assignee: 'all',
  sort: 'order',
}

export interface ClaimsSnapshot {
  /** All claims in reading order. */
  readonly all: readonly ClaimView[]
  /** Those that pass the query, in its order. */
  readonly shown: readonly ClaimView[]
  readonly byId: ReadonlyMap<string, ClaimView>
  readonly activeId: string | null
  readonly query: ClaimQuery
}

/** Claims of the open article, outside React: typing must not render the list. */
export class ClaimStore {
  readonly #listeners = new Set<() => void>()
  /** Claims as the server told them last. */
  readonly #server = new Map<string, ClaimView>()
  /** What is on its way to the server, laid over a claim. */
  readonly #overlays = new Map<string, (claim: ClaimView) => ClaimView>()
  #byId = new Map<string, ClaimView>()
  /** Claim id → rank in reading order; absent: its words are gone. */
  #order = new Map<string, number>()
  #activeId: string | null = null
  #query: ClaimQuery = NO_QUERY
  #snapshot: ClaimsSnapshot

  constructor(claims: readonly ClaimView[]) {
    for (const claim of claims) this.#put(claim)
    claims.forEach((claim, index) => {
      if (claim.ranges.length > 0) this.#order.set(claim.id, index)
    })
    this.#snapshot = this.#make()
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly get = (): ClaimsSnapshot => this.#snapshot

  /** Takes newer claims; an older answer that arrives late does not undo a newer one. */
  upsert(claims: readonly ClaimView[]): void {
    for (const claim of claims) {
      const known = this.#server.get(claim.id)
      if (known && isOlder(claim, known)) continue
      this.#put(claim)
    }
    this.#emit()
  }

  /** All claims as they are now; what is not among them is gone. */
  replace(claims: readonly ClaimView[]): void {
    this.#byId = new Map()
    this.#server.clear()
    for (const claim of claims) this.#put(claim)
    if (this.#activeId && !this.#byId.has(this.#activeId)) this.#activeId = null
    this.#emit()
  }

  remove(claimIds: readonly string[]): void {
    for (const id of claimIds) {
      this.#byId.delete(id)
      this.#server.delete(id)
    }
    if (this.#activeId && claimIds.includes(this.#activeId)) this.#activeId = null
    this.#emit()
  }

  /** A claim as the server told it last, without what is on its way. */
  serverClaim(id: string): ClaimView | null {
    return this.#server.get(id) ?? null
  }

  /** Lays what is on its way over a claim; null when nothing is. */
  setOverlay(id: string, overlay: ((claim: ClaimView) => ClaimView) | null): void {
    if (overlay) this.#overlays.set(id, overlay)
    else this.#overlays.delete(id)
    const claim = this.#server.get(id)
    if (!claim) return
    this.#put(claim)
    this.#emit()
  }

  #put(claim: ClaimView): void {
    this.#server.set(claim.id, claim)
    this.#byId.set(claim.id, this.#overlays.get(claim.id)?.(claim) ?? claim)
  }

  /** Ids in reading order, as they stand in the text. */
  setOrder(ids: readonly string[]): void {
    const order = new Map(ids.map((id, index) => [id, index]))
    const isSame = order.size === this.#order.size && ids.every((id, index) => this.#order.get(id) === index)
    if (isSame) return
    this.#order = order
    this.#emit()
  }

  setActive(id: string | null): void {
    if (this.#activeId === id) return
    this.#activeId = id
    // Going from claim to claim sorts nothing.
    this.#snapshot = { ...this.#snapshot, activeId: id }
    this.#tell()
  }

  setQuery(query: Partial<ClaimQuery>): void {
    const known: ClaimQuery = this.#query
    if (Object.entries(query).every(([field, value]) => known[field as keyof ClaimQuery] === value)) return
    this.#query = { ...known, ...query }
    this.#emit()
  }

  /** The shown claim so many places from the active one; the first or last when none is active. */
  neighbour(step: 1 | -1): ClaimView | null {
    const { shown, activeId } = this.#snapshot
    if (shown.length === 0) return null
    const at = shown.findIndex((claim) => claim.id === activeId)
    if (at === -1) return (step === 1 ? shown[0] : shown[shown.length - 1]) ?? null
    return shown[Math.min(shown.length - 1, Math.max(0, at + step))] ?? null
  }

  #emit(): void {
    this.#snapshot = this.#make()
    this.#tell()
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }

  #make(): ClaimsSnapshot {
    const rank = (claim: ClaimView) => this.#order.get(claim.id) ?? Number.MAX_SAFE_INTEGER
    const all = [...this.#byId.values()].sort((a, b) => rank(a) - rank(b) || a.number - b.number)
    const shown = sorted(isFiltering(this.#query) ? all.filter((claim) => passes(claim, this.#query)) : [...all], this.#query.sort)
    return { all, shown, byId: this.#byId, activeId: this.#activeId, query: this.#query }
  }
}

/** Every change of a claim, of its fields or of the text under it, moves its time on; an answer with an earlier one came late. */
function isOlder(claim: ClaimView, known: ClaimView): boolean {
  return claim.updatedAt < known.updatedAt || (claim.updatedAt === known.updatedAt && claim.revision < known.revision)
}

export function isFiltering(query: ClaimQuery): boolean {
  const { sort, ...filters } = query
  const { sort: _, ...none } = NO_QUERY
  return JSON.stringify(filters) !== JSON.stringify(none)
}

// Folded once a claim as it stands, not at every key of somebody who searches.
const folded = new WeakMap<ClaimView, readonly string[]>()

function foldedWords(claim: ClaimView): readonly string[] {
  const known = folded.get(claim)
  if (known) return known
  const words = [claim.quote, claim.statement ?? '', ...claim.tags].map(foldText)
  folded.set(claim, words)
  return words
}

export function passes(claim: ClaimView, query: ClaimQuery): boolean {
  const text = query.text === '' ? '' : foldText(query.text)
  return (
    (query.look === 'all' || (query.look === 'doubted' ? claim.doubts.length > 0 : lookOf(claim) === query.look)) &&
    (query.type === 'all' || claim.type === query.type) &&
    (query.priority === 'all' || claim.priority === query.priority) &&
    (query.outcome === 'all' || (claim.outcome ?? 'none') === query.outcome) &&
    (query.freshness === 'all' || claim.freshness === query.freshness) &&
    (query.confidence === 'all' || (claim.confidence ?? 'none') === query.confidence) &&
    (query.verdict === 'all' || (claim.verdict ?? 'none') === query.verdict) &&
    (query.assignee === 'all' || (claim.assignee?.id ?? 'none') === query.assignee) &&
    (text === '' || `c${claim.number}` === text || foldedWords(claim).some((words) => words.includes(text)))
  )
}

function sorted(claims: ClaimView[], sort: ClaimQuery['sort']): ClaimView[] {
  switch (sort) {
    case 'order':
      return claims
    case 'number':
      return claims.sort((a, b) => a.number - b.number)
    case 'state':
      return claims.sort(
        (a, b) => LOOKS.indexOf(lookOf(a)) - LOOKS.indexOf(lookOf(b)) || CLAIM_STATES.indexOf(a.state) - CLAIM_STATES.indexOf(b.state),
      )
    case 'priority':
      return claims.sort((a, b) => PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority))
    case 'outcome':
      return claims.sort((a, b) => rankIn(OUTCOMES, a.outcome) - rankIn(OUTCOMES, b.outcome))
    case 'confidence':
      return claims.sort((a, b) => rankIn(CONFIDENCES, a.confidence) - rankIn(CONFIDENCES, b.confidence))
    case 'changed':
      return claims.sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1))
  }
}

/** Place in a list of values; what has none comes last. */
function rankIn<T>(values: readonly T[], value: T | null): number {
  return value === null ? values.length : values.indexOf(value)
}

export function useClaims(store: ClaimStore): ClaimsSnapshot {
  return useSyncExternalStore(store.subscribe, store.get, store.get)
}

import { useSyncExternalStore } from 'react'
import { ApiError, callApi, sentenceOf, Unreachable } from '@/components/api'
import type { ClaimStore } from '@/components/claims/claim-store'
import { keepInBrowser } from '@/components/ui/use-draft'
import { isDeciding } from '@/lib/core/workflow/judge-change'
import type { ClaimView } from '@/lib/server/present/claim'

/** Fields of a claim and the values they shall have. */
export type Patch = Readonly<Record<string, unknown>>

/** Two people set one field at once; both values wait for a choice. */
export interface FieldConflict {
  readonly field: string
  readonly theirs: unknown
  readonly mine: unknown
  /** Who set theirs, as far as it is known. */
  readonly by: string | null
}

export type Problem =
  | { readonly kind: 'conflict'; readonly fields: readonly FieldConflict[] }
  | {
      readonly kind: 'refused'
      readonly message: string
      /** The evidence does not carry it: more of it, or an editor's reason, lets it pass. */
      readonly isEvidence?: boolean
    }

/** A change of a claim that the server does not have yet. */
export interface Waiting {
  readonly id: string
  readonly claimId: string
  readonly patch: Patch
  /** The fields as they stood when the person began. */
  readonly base: Patch
  /** The words the person saw. */
  readonly quote: string
  /** Why it was not taken; a person has to choose. */
  readonly problem?: Problem
}

export interface OutboxState {
  readonly waiting: readonly Waiting[]
  /** Changes neither saved nor waiting for a person's choice. */
  readonly unsent: number
  readonly isOffline: boolean
}

interface Person {
  readonly id: string
  readonly name: string
}

/** How often a save is tried over somebody else's changes of other fields. */
const TRIES = 5
/** Pauses before trying again while the server is away, in ms; the last one repeats. */
const RETRY_MS = [1_000, 2_000, 4_000, 8_000]

/**
 * Changes of claims on their way to the server, one at a time and in order.
 * They are shown at once and kept in this browser until the server has them,
 * through reloads and outages; what it does not take waits for a person.
 */
export class ClaimOutbox {
  readonly #name: string
  readonly #store: ClaimStore
  readonly #actor: Person
  readonly #people: readonly Person[]
  readonly #listeners = new Set<() => void>()
  /** What this person set last: their own earlier change is no conflict with their next one. */
  readonly #own = new Map<string, unknown>()
  #waiting: readonly Waiting[]
  #state: OutboxState
  /** Everything this tab has had to do with: what it finds kept beside these is another tab's. */
  readonly #known = new Set<string>()
  #failures = 0
  #isSending = false
  #isClosed = false
  #timer = 0
  #next = 1

  constructor(articleId: string, store: ClaimStore, actor: Person, people: readonly Person[]) {
    this.#name = `tickmark.claim-changes.${actor.id}.${articleId}`
    this.#store = store
    this.#actor = actor
    this.#people = people
    this.#waiting = typeof localStorage === 'undefined' ? [] : readKept(this.#name)
    for (const one of this.#waiting) this.#known.add(one.id)
    this.#state = this.#describe()
    for (const one of this.#waiting) this.#show(one.claimId)
  }

  /** Begins to send, also what an earlier visit left. */
  open(): void {
    this.#isClosed = false
    addEventListener('online', this.#wake)
    void this.#send()
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly get = (): OutboxState => this.#state

  /** Shows a change, keeps it and sends it. `base` is the claim as it was when the person began; as it is now unless said. */
  save(claimId: string, patch: Patch, base?: Patch): void {
    const claim = this.#store.get().byId.get(claimId)
    if (!claim) return
    const was = Object.fromEntries(Object.keys(patch).map((field) => [field, base && field in base ? base[field] : fieldOf(claim, field)]))
    const last = this.#waiting.findLast((one) => one.claimId === claimId && !one.problem)
    // Pressed twice, it is wanted once.
    if (last && isSame(last.patch, patch)) return
    const id = `${Date.now().toString(36)}-${this.#next++}`
    // A newer choice for a field takes the place of one that waits for the person.
    this.#waiting = [
      ...this.#waiting.filter(
        (one) => !(one.claimId === claimId && one.problem && Object.keys(one.patch).every((field) => field in patch)),
      ),
      { id, claimId, patch, base: was, quote: claim.quote },
    ]
    this.#changed(claimId)
    void this.#send()
  }

  /** Saves what waits after all, over what is there now. */
  saveMine(id: string): void {
    const one = this.#waiting.find((waiting) => waiting.id === id)
    const claim = one && this.#store.get().byId.get(one.claimId)
    if (!one || !claim) return
    this.#drop(id)
    this.save(one.claimId, one.patch)
  }

  /** The same once more, let past the evidence rule with a reason. */
  letPass(id: string, reason: string): void {
    const one = this.#waiting.find((waiting) => waiting.id === id)
    if (!one) return
    this.#drop(id)
    this.save(one.claimId, { ...one.patch, override: reason })
  }

  /**
   * Takes back the last change while the server is away, before it was sent;
   * null when there is none, or the server is there. If an answer was lost, the
   * server may have it all the same, and it is shown again.
   */
  withdrawLast(): string | null {
    const last = this.#failures > 0 ? this.#waiting.findLast((one) => !one.problem) : undefined
    if (!last) return null
    this.#drop(last.id)
    return last.claimId
  }

  /** Drops what the server refused of a claim; false when nothing of it waits. */
  withdrawRefused(claimId: string | null): boolean {
    const refused = this.#waiting.findLast((one) => one.claimId === claimId && one.problem?.kind === 'refused')
    if (refused) this.#drop(refused.id)
    return refused !== undefined
  }

  /** Gives up what waits. */
  giveUp(id: string): void {
    this.#drop(id)
  }

  /** Waits until the server has everything, or until it cannot be had. */
  async flush(): Promise<void> {
    while (this.#state.unsent > 0) {
      if (this.#failures > 0) throw new Unreachable()
      await new Promise((resolve) => setTimeout(resolve, 30))
      if (!this.#isSending) await this.#send()
    }
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#timer)
    removeEventListener('online', this.#wake)
  }

  readonly #wake = (): void => {
    clearTimeout(this.#timer)
    void this.#send()
  }

  async #send(): Promise<void> {
    if (this.#isSending || this.#isClosed) return
    this.#isSending = true
    try {
      for (let next = this.#nextUnsent(); next; next = this.#nextUnsent()) {
        await this.#sendOne(next)
        this.#failures = 0
      }
    } catch {
      // No answer: still kept, tried again.
      const wait = RETRY_MS[Math.min(this.#failures, RETRY_MS.length - 1)] ?? 8_000
      this.#failures++
      this.#timer = window.setTimeout(() => void this.#send(), wait)
      this.#tell()
    } finally {
      this.#isSending = false
    }
  }

  #nextUnsent(): Waiting | undefined {
    return this.#waiting.find((one) => !one.problem)
  }

  /** Sends one change. Throws when the server gave no answer. */
  async #sendOne({ id, claimId, patch, base, quote }: Waiting): Promise<void> {
    const fields = Object.keys(patch)
    const own = (field: string) => this.#own.get(`${claimId} ${field}`)
    for (let attempt = 1; attempt <= TRIES; attempt++) {
      const latest = this.#store.serverClaim(claimId)
      if (!latest) return this.#stop(id, { kind: 'refused', message: 'This claim was removed.' })
      const isOpen = (field: string) => !isSame(fieldOf(latest, field), patch[field])
      const isTheirs = (field: string) => !isSame(fieldOf(latest, field), base[field]) && !isSame(fieldOf(latest, field), own(field))
      const conflicts = fields.filter((field) => isOpen(field) && isTheirs(field))
      if (conflicts.length > 0)
        return this.#stop(id, {
          kind: 'conflict',
          fields: conflicts.map((field) => ({
            field,
            theirs: fieldOf(latest, field),
            mine: patch[field],
            by: latest.decision && latest.decision.by.id !== this.#actor.id ? latest.decision.by.name : null,
          })),
        })
      if (!isDeciding(patch) && !fields.some(isOpen)) return this.#drop(id)
      if (isDeciding(patch) && latest.quote !== quote)
        return this.#stop(id, { kind: 'refused', message: 'The words changed while you decided. Look at them again.' })
      try {
        const next = await callApi<ClaimView>('PATCH', `/api/claims/${claimId}`, {
          revision: latest.revision,
          ...(isDeciding(patch) ? { quote } : {}),
          ...patch,
        })
        for (const field of fields) this.#own.set(`${claimId} ${field}`, patch[field])
        this.#waiting = this.#waiting.filter((one) => one.id !== id)
        this.#store.upsert([next])
        return this.#changed(claimId)
      } catch (error) {
        if (!(error instanceof ApiError) || error.status >= 500 || error.status === 429 || error.status === 401) throw error
        if (error.code !== 'stale-revision')
          return this.#stop(id, { kind: 'refused', message: sentenceOf(error), ...(isAboutEvidence(error) ? { isEvidence: true } : {}) })
        this.#store.upsert([error.details.current as ClaimView])
      }
    }
    this.#stop(id, { kind: 'refused', message: 'This claim is being changed by others right now.' })
  }

  #stop(id: string, problem: Problem): void {
    const one = this.#waiting.find((waiting) => waiting.id === id)
    this.#waiting = this.#waiting.map((waiting) => (waiting.id === id ? { ...waiting, problem } : waiting))
    if (one) this.#changed(one.claimId)
  }

  #drop(id: string): void {
    const one = this.#waiting.find((waiting) => waiting.id === id)
    this.#waiting = this.#waiting.filter((waiting) => waiting.id !== id)
    if (one) this.#changed(one.claimId)
  }

  #changed(claimId: string): void {
    // Another tab of the same person keeps its own under the same name.
    for (const one of this.#waiting) this.#known.add(one.id)
    const kept = [...readKept(this.#name).filter((one) => !this.#known.has(one.id)), ...this.#waiting]
    // A full store keeps nothing from being shown and sent.
    keepInBrowser(this.#name, kept.length === 0 ? null : JSON.stringify(kept))
    this.#show(claimId)
    this.#tell()
  }

  /** Lays what is on its way over what the server has. */
  #show(claimId: string): void {
    const patches = this.#waiting.filter((one) => one.claimId === claimId && !one.problem).map((one) => one.patch)
    this.#store.setOverlay(
      claimId,
      patches.length === 0 ? null : (claim) => patches.reduce<ClaimView>((view, patch) => this.#laid(view, patch), claim),
    )
  }

  #laid(claim: ClaimView, { assignee, ...patch }: Patch): ClaimView {
    const decision = {
      quote: claim.quote,
      sentence: claim.sentence,
      by: this.#actor,
      at: new Date().toISOString(),
      version: claim.decision?.version ?? 0,
    }
    return {
      ...claim,
      ...patch,
      ...(assignee === undefined ? {} : { assignee: this.#people.find((person) => person.id === assignee) ?? null }),
      ...(isDeciding(patch) ? { decision: claim.decision ?? decision, freshness: 'fresh' } : {}),
      ...(patch.outcome === null ? { decision: null } : {}),
    } as ClaimView
  }

  #describe(): OutboxState {
    const unsent = this.#waiting.filter((one) => !one.problem).length
    return { waiting: this.#waiting, unsent, isOffline: this.#failures > 0 }
  }

  #tell(): void {
    this.#state = this.#describe()
    for (const listener of this.#listeners) listener()
  }
}

function isAboutEvidence(error: ApiError): boolean {
  const { reasons } = error.details as { reasons?: readonly { requirement?: string }[] }
  return reasons?.some((one) => one.requirement === 'evidence') ?? false
}

function readKept(name: string): readonly Waiting[] {
  try {
    return JSON.parse(localStorage.getItem(name) ?? '[]') as Waiting[]
  } catch {
    return []
  }
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
}

export function fieldOf(claim: ClaimView, field: string): unknown {
  if (field === 'assignee') return claim.assignee?.id ?? null
  return (claim as unknown as Record<string, unknown>)[field] ?? null
}

/** What is on its way, for the screen. */
export function useOutbox(outbox: ClaimOutbox): OutboxState {
  return useSyncExternalStore(outbox.subscribe, outbox.get, outbox.get)
}

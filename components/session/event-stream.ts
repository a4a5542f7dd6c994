import type { ClaimView } from '@/lib/server/present/claim'

/** A step of the log as the server tells it. */
export interface LogStep {
  readonly version: number
  readonly step: unknown
  readonly clientId: string
  readonly userId: string
}

export interface StepsAnswer {
  readonly version: number
  readonly steps: readonly LogStep[]
}

/** Where a tab is, as the server tells it. */
export interface Presence {
  readonly clientId: string
  readonly person: { readonly id: string; readonly name: string }
  readonly cursor: { readonly version: number; readonly anchor: number; readonly head: number } | null
  readonly claimId: string | null
}

/** What somebody did on a claim. */
export interface Deed {
  readonly claimId: string
  /** Name of the event, as in the history. */
  readonly action: string
  readonly by: { readonly id: string; readonly name: string }
}

export interface PresenceEvent {
  readonly here: readonly Presence[]
  readonly left: readonly string[]
}

interface StreamListener {
  /** The address to listen at: from today's version on. */
  readonly address: () => string
  readonly onReady: (ready: { readonly historySeq: number }) => void
  readonly onSteps: (answer: StepsAnswer) => void
  readonly onClaims: (claims: readonly ClaimView[], told: readonly Deed[]) => void
  readonly onRemoved: (claimIds: readonly string[]) => void
  /** Words were proposed for the text, or decided on. */
  readonly onWords: () => void
  readonly onPresence: (event: PresenceEvent) => void
  readonly onGone: () => void
  readonly onSignedOut: () => void
  readonly onBroken: () => void
}

/** A pause before listening again after the connection broke, in ms. */
const AGAIN_AFTER_MS = 1_500

/** The event stream of an article, opened again from where the text is when it breaks. */
export class EventStream {
  readonly #listener: StreamListener
  #events: EventSource | null = null
  #isClosed = false

  constructor(listener: StreamListener) {
    this.#listener = listener
  }

  get isBroken(): boolean {
    return this.#events?.readyState === EventSource.CLOSED
  }

  open(): void {
    this.#events?.close()
    const events = new EventSource(this.#listener.address())
    this.#events = events
    const on = <T>(name: string, take: (data: T) => void) =>
      events.addEventListener(name, (event) => take(JSON.parse((event as MessageEvent<string>).data) as T))
    on('ready', this.#listener.onReady)
    on('steps', this.#listener.onSteps)
    on<{ claims: ClaimView[]; told: Deed[] }>('claims', ({ claims, told }) => this.#listener.onClaims(claims, told))
    on<{ claimIds: string[] }>('removed', ({ claimIds }) => this.#listener.onRemoved(claimIds))
    on('words', this.#listener.onWords)
    on('presence', this.#listener.onPresence)
    on('gone', () => {
      this.close()
      this.#listener.onGone()
    })
    on('signed-out', this.#listener.onSignedOut)
    events.onerror = () => {
      if (this.#isClosed) return
      // The browser reconnects by itself, but from the first address: begin anew at today's version.
      events.close()
      this.#listener.onBroken()
      window.setTimeout(() => {
        if (!this.#isClosed && this.#events === events) this.open()
      }, AGAIN_AFTER_MS)
    }
  }

  close(): void {
    this.#isClosed = true
    this.#events?.close()
  }
}

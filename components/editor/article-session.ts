import type { Editor } from '@tiptap/core'
import type { EditorState, Transaction } from '@tiptap/pm/state'
import { Mapping, Step, type StepMap } from '@tiptap/pm/transform'
import { createStore, del, entries, set } from 'idb-keyval'
import { getVersion, receiveTransaction, sendableSteps } from 'prosemirror-collab'
import { ApiError, callApi, Unreachable } from '@/components/api'
import { lostWords, rebaseUnsent, type UnsentSteps } from '@/lib/editor/steps/unsent-steps'
import type { ClaimView } from '@/lib/server/present/claim'

/** What is true about saving, in one word; the status line says it in a sentence. */
export type SaveStatus =
  | { readonly kind: 'saved'; readonly at: number | null }
  | { readonly kind: 'saving'; readonly pending: number }
  | { readonly kind: 'offline'; readonly pending: number }
  | { readonly kind: 'signed-out'; readonly pending: number }
  | { readonly kind: 'refused'; readonly pending: number; readonly message: string }

export interface SessionListener {
  onStatus: (status: SaveStatus) => void
  onClaims: (claims: readonly ClaimView[]) => void
  onRemoved: (claimIds: readonly string[]) => void
  /** All claims as they are now, after a connection was made. */
  onAllClaims: (claims: readonly ClaimView[]) => void
  /** Others' edits or our own confirmed ones moved the text on. */
  onText: () => void
  /** Words that had nowhere to go when others' edits were merged. */
  onLostWords: (words: string) => void
  onRecovered: (steps: number) => void
  onGone: () => void
  /** Everybody else who has the article open, with their places in today's document. */
  onPeople: (people: readonly PersonHere[]) => void
}

/** Another tab that has the article open. */
export interface PersonHere {
  readonly clientId: string
  readonly person: { readonly id: string; readonly name: string }
  /** Positions in the document as it is here; null while they are not in the text. */
  readonly cursor: { readonly anchor: number; readonly head: number } | null
  readonly claimId: string | null
}

interface StepsAnswer {
  readonly version: number
  readonly steps: readonly { readonly version: number; readonly step: unknown; readonly clientId: string }[]
}

interface Presence {
  readonly clientId: string
  readonly person: { readonly id: string; readonly name: string }
  readonly cursor: { readonly version: number; readonly anchor: number; readonly head: number } | null
  readonly claimId: string | null
}

interface PresenceEvent {
  readonly here: readonly Presence[]
  readonly left: readonly string[]
}

interface KeptSteps extends UnsentSteps {
  readonly articleId: string
  readonly userId: string
  /** The server would not take them; they are shown, not tried again. */
  readonly isRefused?: boolean
  /** When they were last kept, in ms since 1970. */
  readonly at?: number
}

/** A pause in typing this long sends what was typed, in ms. "Kept within a second" is the promise. */
const SEND_AFTER_MS = 250
/** Even without a pause, what was typed is sent this often, in ms. */
const SEND_AT_LEAST_MS = 700
/** How long making a claim waits for what was typed before it, in ms. */
const FLUSH_LIMIT_MS = 15_000
/** Steps in one request; a long time offline is sent in several. The server takes up to 2,000. */
const BATCH = 500
const RETRY_MS = [500, 1_000, 2_000, 4_000, 8_000]

/** Without locks, how old kept steps must be before another tab takes them, in ms. */
const ALIVE_MS = 10_000

/** A cursor that moves is told to others at most this often, in ms; nobody is told while nobody else is here. */
const PRESENCE_EVERY_MS = 400
/** Maps of confirmed steps kept to bring others' cursors up to date. */
const MAPS_KEPT = 500

const unsentStore = () => createStore('tickmark-unsent', 'steps')

/**
 * One tab's connection to an article: sends steps, receives others', keeps
 * unsent ones in the browser until they are acknowledged. Knows no React.
 */
export class ArticleSession {
  readonly articleId: string
  readonly userId: string
  readonly clientId: string
  readonly #listener: SessionListener
  #editor: Editor | null = null
  #events: EventSource | null = null
  #timer = 0
  #firstUnsentAt = 0
  #isSending = false
  #failures = 0
  #isClosed = false
  #keeping: Promise<void> = Promise.resolve()
  #release: () => void = () => {}
  #lastSaved: number | null = null
  #refusal: string | null = null
  #isSignedOut = false
  #reported = ''
  readonly #others = new Map<string, Presence>()
  #claimId: string | null = null
  #historySeq: number | null
  #presenceTimer = 0
  #told = ''
  /** Maps of the last confirmed steps, the first leading from `#mapsFrom` on. */
  #maps: StepMap[] = []
  #mapsFrom = 0

  /** `historySeq` is how far the claims are known that the page came with. */
  constructor(articleId: string, userId: string, historySeq: number, listener: SessionListener) {
    this.#historySeq = historySeq
    this.articleId = articleId
    this.userId = userId
    this.clientId = newClientId()
    this.#listener = listener
  }

  attach(editor: Editor): void {
    this.#editor = editor
    editor.on('transaction', this.#onTransaction)
    editor.on('selectionUpdate', this.#tellWhere)
    editor.on('focus', this.#tellWhere)
    editor.on('blur', this.#tellWhere)
    this.#mapsFrom = this.version
    addEventListener('online', this.#wake)
    addEventListener('pagehide', this.#onPageHide)
    addEventListener('beforeunload', this.#onBeforeUnload)
    // While this tab lives it holds its lock, so that no other takes its unsent steps.
    void navigator.locks?.request(
      lockName(this.clientId),
      () =>
        new Promise<void>((resolve) => {
          this.#release = resolve
        }),
    )
    this.#listen()
    void this.#recover()
    this.#report()
  }

  close(): void {
    // Leaving by a link within the page: the last words go out all the same.
    void this.#send()
    this.#isClosed = true
    clearTimeout(this.#timer)
    clearTimeout(this.#presenceTimer)
    this.#editor?.off('transaction', this.#onTransaction)
    this.#editor?.off('selectionUpdate', this.#tellWhere)
    this.#editor?.off('focus', this.#tellWhere)
    this.#editor?.off('blur', this.#tellWhere)
    removeEventListener('online', this.#wake)
    removeEventListener('pagehide', this.#onPageHide)
    removeEventListener('beforeunload', this.#onBeforeUnload)
    this.#events?.close()
    this.#release()
  }

  /** Sends what is unsent and waits until the server has it. Throws when that fails. */
  async flush(): Promise<void> {
    const until = Date.now() + FLUSH_LIMIT_MS
    while (this.#pending() > 0) {
      if (this.#refusal) throw new ApiError(422, 'invalid-steps', this.#refusal)
      if (this.#failures > 0 || Date.now() > until) throw new Unreachable()
      if (this.#isSending) await new Promise((resolve) => setTimeout(resolve, 40))
      else await this.#send()
    }
  }

  /** Says which claim is open beside the text. */
  showClaim(claimId: string | null): void {
    this.#claimId = claimId
    this.#tellWhere()
  }

  get version(): number {
    return this.#editor ? getVersion(this.#editor.state) : 0
  }

  /** Brings the text up to a version the server told of in an answer. */
  async catchUp(): Promise<void> {
    const answer = await callApi<StepsAnswer>('GET', `/api/articles/${this.articleId}/steps?since=${this.version}`)
    this.#receive(answer)
  }

  #pending(state: EditorState | undefined = this.#editor?.state): number {
    return state ? (sendableSteps(state)?.steps.length ?? 0) : 0
  }

  readonly #onTransaction = ({ transaction }: { transaction: Transaction }): void => {
    if (!transaction.docChanged || transaction.getMeta('rebased') !== undefined) return
    this.#keep()
    this.#schedule()
    this.#report()
  }

  // What was typed lies in the browser before the request leaves.
  #keep(): void {
    const editor = this.#editor
    if (!editor) return
    const sendable = sendableSteps(editor.state)
    const value: KeptSteps | null = sendable
      ? {
          articleId: this.articleId,
          userId: this.userId,
          clientId: this.clientId,
          version: sendable.version,
          steps: sendable.steps.map((step) => step.toJSON()),
          isRefused: this.#refusal !== null,
          at: Date.now(),
        }
      : null
    this.#keeping = this.#keeping
      .then(() => (value ? set(this.clientId, value, unsentStore()) : del(this.clientId, unsentStore())))
      // A private window without storage: nothing to keep it in; leaving asks then.
      .catch(() => {})
  }

  #schedule(): void {
    const now = performance.now()
    if (this.#firstUnsentAt === 0) this.#firstUnsentAt = now
    clearTimeout(this.#timer)
    const wait = Math.max(0, Math.min(SEND_AFTER_MS, this.#firstUnsentAt + SEND_AT_LEAST_MS - now))
    this.#timer = window.setTimeout(() => void this.#send(), wait)
  }

  readonly #wake = (): void => {
    this.#failures = 0
    if (this.#events?.readyState === EventSource.CLOSED) this.#listen()
    void this.#send()
  }

  async #send(): Promise<void> {
    const editor = this.#editor
    if (!editor || this.#isSending || this.#isClosed || this.#refusal) return
    const sendable = sendableSteps(editor.state)
    if (!sendable) return this.#report()
    const batch = sendable.steps.slice(0, BATCH)
    this.#isSending = true
    this.#firstUnsentAt = 0
    this.#report()
    try {
      await this.#keeping
      const answer = await callApi<{ version: number; steps?: StepsAnswer['steps'] }>('POST', `/api/articles/${this.articleId}/steps`, {
        version: sendable.version,
        clientId: this.clientId,
        steps: batch.map((step) => step.toJSON()),
        rebase: true,
      })
      this.#failures = 0
      this.#isSignedOut = false
      this.#lastSaved = Date.now()
      // Others were first and the server rebased ours behind theirs.
      if (answer.steps) this.#receive({ version: answer.version, steps: answer.steps })
      else this.#confirm(batch, sendable.version, answer.version)
      this.#keep()
      this.#tellWhere()
      this.#listener.onText()
    } catch (error) {
      this.#onFailure(error)
    } finally {
      this.#isSending = false
      this.#report()
      if (this.#pending() > 0 && !this.#isClosed && !this.#refusal) {
        const wait = this.#failures === 0 ? 0 : (RETRY_MS[Math.min(this.#failures, RETRY_MS.length) - 1] ?? 8_000)
        clearTimeout(this.#timer)
        this.#timer = window.setTimeout(() => void this.#send(), wait)
      }
    }
  }

  /** Our steps are in the log as they were sent. The event stream may have brought them back already. */
  #confirm(batch: readonly Step[], from: number, to: number): void {
    const editor = this.#editor
    if (!editor || editor.isDestroyed) return
    const known = getVersion(editor.state)
    const confirmed = batch.slice(known - from)
    if (known >= to || confirmed.length !== to - known) return
    this.#remember(confirmed)
    editor.view.dispatch(
      receiveTransaction(
        editor.state,
        confirmed,
        confirmed.map(() => this.clientId),
      ),
    )
  }

  #onFailure(error: unknown): void {
    if (error instanceof ApiError && error.status === 409 && Array.isArray(error.details.steps)) {
      this.#receive(error.details as unknown as StepsAnswer)
      return
    }
    // The server has it; its answer was lost.
    if (error instanceof ApiError && error.code === 'already-done') return void this.catchUp().catch(() => {})
    if (error instanceof ApiError && error.status === 401) {
      this.#failures = RETRY_MS.length
      this.#isSignedOut = true
      return
    }
    if (error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 429) {
      this.#refusal = error.message
      this.#keep()
      return
    }
    this.#failures++
  }

  /** Takes in steps of the log; ours among them are confirmed, the rest applied. */
  #receive(answer: StepsAnswer): void {
    const editor = this.#editor
    if (!editor || this.#isClosed) return
    const known = getVersion(editor.state)
    const fresh = answer.steps.filter((step) => step.version >= known)
    if (fresh.length === 0) return
    if (fresh[0]?.version !== known) return void this.catchUp()
    const before = sendableSteps(editor.state)?.steps ?? []
    // Ours are confirmed only when they come first, so each run of one side is taken by itself.
    for (const run of runsOf(fresh, (one) => one.clientId === this.clientId)) {
      // The editor's own schema: marks of another instance never equal its marks.
      const steps = run.map((one) => Step.fromJSON(editor.schema, one.step))
      this.#remember(steps)
      const pending = sendableSteps(editor.state)?.steps ?? []
      editor.view.dispatch(
        receiveTransaction(
          editor.state,
          steps,
          run.map((one) => one.clientId),
          { mapSelectionBackward: true },
        ),
      )
      const left = sendableSteps(editor.state)?.steps ?? []
      if (run[0]?.clientId === this.clientId || left.length >= pending.length) continue
      const words = lostWords(pending, left)
      if (words.trim()) this.#listener.onLostWords(words)
    }
    if (before.length > 0) this.#keep()
    this.#listener.onText()
    this.#report()
  }

  #listen(): void {
    this.#events?.close()
    const events = new EventSource(`/api/articles/${this.articleId}/events?since=${this.version}&client=${this.clientId}`)
    this.#events = events
    events.addEventListener('steps', (event) => this.#receive(JSON.parse((event as MessageEvent<string>).data) as StepsAnswer))
    events.addEventListener('claims', (event) =>
      this.#listener.onClaims((JSON.parse((event as MessageEvent<string>).data) as { claims: ClaimView[] }).claims),
    )
    events.addEventListener('removed', (event) =>
      this.#listener.onRemoved((JSON.parse((event as MessageEvent<string>).data) as { claimIds: string[] }).claimIds),
    )
    events.addEventListener('presence', (event) => this.#onPresence(JSON.parse((event as MessageEvent<string>).data) as PresenceEvent))
    events.addEventListener('gone', () => this.#listener.onGone())
    events.addEventListener('signed-out', () => {
      this.#isSignedOut = true
      this.#report()
    })
    events.addEventListener('ready', (event) => {
      const { historySeq } = JSON.parse((event as MessageEvent<string>).data) as { historySeq: number }
      this.#others.clear()
      this.#told = ''
      this.#failures = 0
      this.#isSignedOut = false
      void this.#send()
      // The claims that came with the page are today's, unless something happened since. Later connections read them anew.
      if (this.#historySeq !== historySeq) void this.#readClaims()
      this.#historySeq = null
      this.#report()
    })
    events.onerror = () => {
      if (this.#isClosed) return
      // The browser reconnects by itself, but from the first address: begin anew at today's version.
      events.close()
      if (this.#failures === 0) this.#failures = 1
      this.#report()
      window.setTimeout(() => {
        if (!this.#isClosed && this.#events === events) this.#listen()
      }, 1_500)
    }
  }

  #onPresence({ here, left }: PresenceEvent): void {
    const others = here.filter((one) => one.clientId !== this.clientId)
    // Whoever comes hears where we are; whoever only moves does not ask.
    if (others.some((one) => !this.#others.has(one.clientId))) this.#told = ''
    for (const one of others) this.#others.set(one.clientId, one)
    for (const clientId of left) this.#others.delete(clientId)
    this.#tellWhere()
    this.#listener.onPeople([...this.#others.values()].map((one) => ({ ...one, cursor: this.#placeOf(one.cursor) })))
  }

  /** A place at some version, in the document as it is here: past what was confirmed since, and past our own unsent edits. */
  #placeOf(cursor: Presence['cursor']): PersonHere['cursor'] {
    const editor = this.#editor
    if (!editor || !cursor || cursor.version < this.#mapsFrom || cursor.version > this.version) return null
    const mapping = new Mapping([
      ...this.#maps.slice(cursor.version - this.#mapsFrom),
      ...(sendableSteps(editor.state)?.steps ?? []).map((step) => step.getMap()),
    ])
    return { anchor: mapping.map(cursor.anchor), head: mapping.map(cursor.head) }
  }

  #remember(steps: readonly Step[]): void {
    for (const step of steps) this.#maps.push(step.getMap())
    const surplus = this.#maps.length - MAPS_KEPT
    if (surplus <= 0) return
    this.#maps = this.#maps.slice(surplus)
    this.#mapsFrom += surplus
  }

  readonly #tellWhere = (): void => {
    if (this.#presenceTimer !== 0 || this.#others.size === 0 || this.#isClosed) return
    this.#presenceTimer = window.setTimeout(() => {
      this.#presenceTimer = 0
      const editor = this.#editor
      if (!editor || editor.isDestroyed || this.#isClosed || this.#others.size === 0) return
      // Our unsent edits are unknown to others: a place among them is told once they are sent.
      const isSent = this.#pending() === 0
      const { anchor, head } = editor.state.selection
      const cursor = editor.isFocused ? { version: this.version, anchor, head } : null
      const where = { clientId: this.clientId, cursor, claimId: this.#claimId }
      if (!isSent || JSON.stringify(where) === this.#told) return
      this.#told = JSON.stringify(where)
      void callApi('POST', `/api/articles/${this.articleId}/presence`, where).catch(() => {
        this.#told = ''
      })
    }, PRESENCE_EVERY_MS)
  }

  // What changed while nobody listened: between the page and the stream, or while the network was away.
  async #readClaims(): Promise<void> {
    try {
      const { claims } = await callApi<{ claims: ClaimView[] }>('GET', `/api/articles/${this.articleId}/claims`)
      if (!this.#isClosed) this.#listener.onAllClaims(claims)
    } catch {
      // The stream brings what comes; the next connection reads again.
    }
  }

  // Steps of tabs that were closed or crashed before they were acknowledged.
  async #recover(): Promise<void> {
    const kept = await entries<string, KeptSteps>(unsentStore()).catch(() => [])
    for (const [key, unsent] of kept) {
      if (unsent.articleId !== this.articleId || unsent.userId !== this.userId || key === this.clientId) continue
      if (navigator.locks)
        await navigator.locks.request(lockName(unsent.clientId), { ifAvailable: true }, (lock) =>
          lock ? this.#recoverFrom(key, unsent) : undefined,
        )
      // Without locks (plain http), a tab that kept something just now is taken to be alive.
      else if (Date.now() - (unsent.at ?? 0) > ALIVE_MS) await this.#recoverFrom(key, unsent)
    }
  }

  async #recoverFrom(key: string, unsent: KeptSteps): Promise<void> {
    const editor = this.#editor
    try {
      for (let tries = 0; editor && !this.#isClosed && tries < 5; tries++) {
        await this.flush()
        const base = await callApi<{ document: unknown }>('GET', `/api/articles/${this.articleId}/versions/${unsent.version}`)
        const log = await callApi<StepsAnswer>('GET', `/api/articles/${this.articleId}/steps?since=${unsent.version}`)
        const rebased = rebaseUnsent(editor.schema.nodeFromJSON(base.document), unsent, log.steps)
        this.#receive(log)
        // The steps fit the server's text; somebody typing here meanwhile means to try again.
        if (this.version !== log.version || this.#pending() > 0) continue
        if (unsent.isRefused) this.#listener.onLostWords(lostWords(rebased.steps, []))
        else if (rebased.steps.length > 0) {
          const tr = editor.state.tr
          for (const step of rebased.steps) tr.step(step)
          editor.view.dispatch(tr.setMeta('claimsKept', true))
          this.#listener.onRecovered(rebased.steps.length)
        }
        if (rebased.lostWords.trim()) this.#listener.onLostWords(rebased.lostWords)
        await this.#keeping
        await del(key, unsentStore())
        return
      }
    } catch {
      // Still kept; the next visit tries again.
    }
  }

  readonly #onPageHide = (): void => {
    void this.#send()
  }

  readonly #onBeforeUnload = (event: BeforeUnloadEvent): void => {
    if (this.#pending() === 0) return
    void this.#send()
    // Kept in the browser all the same; ask only when the server seems away.
    if (this.#failures > 0 || this.#refusal) event.preventDefault()
  }

  // The page is told only what it shows: while somebody types, “saving” stays “saving”.
  #report(): void {
    const status = this.#status()
    const shown = status.kind === 'saving' ? status.kind : JSON.stringify(status)
    if (shown === this.#reported) return
    this.#reported = shown
    this.#listener.onStatus(status)
  }

  #status(): SaveStatus {
    const pending = this.#pending()
    if (this.#isSignedOut) return { kind: 'signed-out', pending }
    if (this.#refusal) return { kind: 'refused', pending, message: this.#refusal }
    if (this.#failures > 0) return { kind: 'offline', pending }
    return pending > 0 ? { kind: 'saving', pending } : { kind: 'saved', at: this.#lastSaved }
  }
}

// Not crypto.randomUUID, which browsers keep from pages over plain http.
function newClientId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function lockName(clientId: string): string {
  return `tickmark-tab-${clientId}`
}

/** Stretches of a list that are alike in one respect. */
function runsOf<T>(items: readonly T[], isOne: (item: T) => boolean): T[][] {
  const runs: T[][] = []
  let last: boolean | null = null
  for (const item of items) {
    const now = isOne(item)
    if (now === last) runs[runs.length - 1]?.push(item)
    else runs.push([item])
    last = now
  }
  return runs
}

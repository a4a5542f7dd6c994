import type { Editor } from '@tiptap/core'
import type { EditorState, Transaction } from '@tiptap/pm/state'
import { Step } from '@tiptap/pm/transform'
import { getVersion, receiveTransaction, sendableSteps } from 'prosemirror-collab'
import { ApiError, callApi, UNREACHABLE, Unreachable } from '@/components/api'
import { type Deed, EventStream, type LogStep, type PresenceEvent, type StepsAnswer } from '@/components/session/event-stream'
import { PeopleHere, type PersonHere } from '@/components/session/people-here'
import { isSameStatus, type SaveStatus, statusOf } from '@/components/session/save-status'
import { forgetKept, type KeptSteps, keptByOthers, UnsentStore } from '@/components/session/unsent-store'
import { readBrowserSelection } from '@/lib/editor/extensions/dispatch-quietly'
import { lostWords, rebaseUnsent } from '@/lib/editor/steps/unsent-steps'
import type { ClaimView } from '@/lib/server/present/claim'

export interface SessionListener {
  onStatus: (status: SaveStatus) => void
  onClaims: (claims: readonly ClaimView[], told: readonly Deed[]) => void
  onRemoved: (claimIds: readonly string[]) => void
  /** Words were proposed for the text, or decided on. */
  onWords: () => void
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

/** A pause in typing this long sends what was typed, in ms. "Kept within a second" is the promise. */
const SEND_AFTER_MS = 250
/** Even without a pause, what was typed is sent this often, in ms. */
const SEND_AT_LEAST_MS = 700
/** How long making a claim waits for what was typed before it, in ms. */
const FLUSH_LIMIT_MS = 15_000
/** Steps in one request; a long time offline is sent in several. The server takes up to 2,000. */
const BATCH = 500
/** How long after a call without an answer the server is asked again, in ms. */
const ASK_AGAIN_MS = 2_000
const RETRY_MS = [500, 1_000, 2_000, 4_000, 8_000]

/** Without locks, how old kept steps must be before another tab takes them, in ms. */
const ALIVE_MS = 10_000

/** A cursor that moves is told to others at most this often, in ms; nobody is told while nobody else is here. */
const PRESENCE_EVERY_MS = 400
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
  readonly #stream: EventStream
  readonly #unsent: UnsentStore
  readonly #people: PeopleHere
  #timer = 0
  #firstUnsentAt = 0
  #isSending = false
  #failures = 0
  #isClosed = false
  #release: () => void = () => {}
  #lastSaved: number | null = null
  #refusal: string | null = null
  #isSignedOut = false
  #reported: SaveStatus | null = null
  #claimId: string | null = null
  #historySeq: number | null
  #presenceTimer = 0
  #awayTimer = 0
  #told = ''

  /** `historySeq` is how far the claims are known that the page came with. */
  constructor(articleId: string, userId: string, historySeq: number, listener: SessionListener) {
    this.#historySeq = historySeq
    this.articleId = articleId
    this.userId = userId
    this.clientId = newClientId()
    this.#listener = listener
    this.#unsent = new UnsentStore({ articleId, userId, clientId: this.clientId })
    this.#people = new PeopleHere(this.clientId)
    this.#stream = new EventStream({
      address: () => `/api/articles/${this.articleId}/events?since=${this.version}&client=${this.clientId}`,
      onReady: this.#onReady,
      onSteps: (answer) => this.#receive(answer),
      onClaims: (claims, told) => listener.onClaims(claims, told),
      onWords: () => this.#listener.onWords(),
      onRemoved: (claimIds) => listener.onRemoved(claimIds),
      onPresence: this.#onPresence,
      onGone: () => listener.onGone(),
      onSignedOut: () => {
        this.#isSignedOut = true
        this.#report()
      },
      onBroken: () => {
        if (this.#failures === 0) this.#failures = 1
        this.#report()
      },
    })
  }

  attach(editor: Editor): void {
    this.#editor = editor
    editor.on('transaction', this.#onTransaction)
    editor.on('selectionUpdate', this.#tellWhere)
    editor.on('focus', this.#tellWhere)
    editor.on('blur', this.#tellWhere)
    this.#people.startAt(this.version)
    addEventListener('online', this.#wake)
    addEventListener('offline', this.#onAway)
    addEventListener(UNREACHABLE, this.#onAway)
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
    this.#stream.open()
    void this.#recover()
    // The network may have gone before anybody listened.
    if (!navigator.onLine) this.#onAway()
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
    removeEventListener('offline', this.#onAway)
    removeEventListener(UNREACHABLE, this.#onAway)
    clearTimeout(this.#awayTimer)
    removeEventListener('pagehide', this.#onPageHide)
    removeEventListener('beforeunload', this.#onBeforeUnload)
    this.#stream.close()
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

  /** Whether the text here is the server's at a version, with nothing typed since: what offsets of that version can be used for. */
  isAt(version: number): boolean {
    return this.version === version && this.#pending() === 0
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
    this.#unsent.keep(sendable?.version ?? this.version, sendable?.steps ?? [], this.#refusal !== null)
  }

  #schedule(): void {
    const now = performance.now()
    if (this.#firstUnsentAt === 0) this.#firstUnsentAt = now
    clearTimeout(this.#timer)
    const wait = Math.max(0, Math.min(SEND_AFTER_MS, this.#firstUnsentAt + SEND_AT_LEAST_MS - now))
    this.#timer = window.setTimeout(() => void this.#send(), wait)
  }

  // Something got no answer: until one comes, nothing is said to be saved.
  readonly #onAway = (): void => {
    if (this.#failures === 0) this.#failures = 1
    this.#report()
    clearTimeout(this.#awayTimer)
    // Asked in any case: an answer that was on its way already says nothing about now.
    this.#awayTimer = window.setTimeout(() => {
      if (this.#isClosed) return
      this.catchUp().then(
        () => {
          this.#failures = 0
          this.#report()
        },
        () => this.#onAway(),
      )
    }, ASK_AGAIN_MS)
  }

  readonly #wake = (): void => {
    this.#failures = 0
    if (this.#stream.isBroken) this.#stream.open()
    this.#report()
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
      await this.#unsent.whenKept()
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
    readBrowserSelection(editor.view)
    const known = getVersion(editor.state)
    const confirmed = batch.slice(known - from)
    if (known >= to || confirmed.length !== to - known) return
    this.#people.remember(confirmed)
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

  // An id belongs to one person: steps under ours by somebody else are theirs.
  #isOwn(step: LogStep): boolean {
    return step.clientId === this.clientId && step.userId === this.userId
  }

  /** Takes in steps of the log; ours among them are confirmed, the rest applied. */
  #receive(answer: StepsAnswer): void {
    const editor = this.#editor
    if (!editor || this.#isClosed) return
    readBrowserSelection(editor.view)
    const known = getVersion(editor.state)
    const fresh = answer.steps.filter((step) => step.version >= known)
    if (fresh.length === 0) return
    if (fresh[0]?.version !== known) return void this.catchUp()
    const before = sendableSteps(editor.state)?.steps ?? []
    // Ours are confirmed only when they come first, so each run of one side is taken by itself.
    for (const run of runsOf(fresh, (one) => this.#isOwn(one))) {
      // The editor's own schema: marks of another instance never equal its marks.
      const steps = run.map((one) => Step.fromJSON(editor.schema, one.step))
      this.#people.remember(steps)
      const pending = sendableSteps(editor.state)?.steps ?? []
      editor.view.dispatch(
        receiveTransaction(
          editor.state,
          steps,
          run.map((one) => (this.#isOwn(one) ? this.clientId : `${one.userId} ${one.clientId}`)),
          { mapSelectionBackward: true },
        ),
      )
      const left = sendableSteps(editor.state)?.steps ?? []
      if ((run[0] && this.#isOwn(run[0])) || left.length >= pending.length) continue
      const words = lostWords(pending, left)
      if (words.trim()) this.#listener.onLostWords(words)
    }
    if (before.length > 0) this.#keep()
    this.#listener.onText()
    this.#report()
  }

  readonly #onReady = ({ historySeq }: { readonly historySeq: number }): void => {
    this.#people.forgetAll()
    this.#told = ''
    this.#failures = 0
    this.#isSignedOut = false
    void this.#send()
    // The claims that came with the page are today's, unless something happened since. Later connections read them anew.
    if (this.#historySeq !== historySeq) void this.#readClaims()
    this.#historySeq = null
    this.#report()
  }

  readonly #onPresence = (event: PresenceEvent): void => {
    // Whoever comes hears where we are; whoever only moves does not ask.
    if (this.#people.take(event)) this.#told = ''
    this.#tellWhere()
    const editor = this.#editor
    this.#listener.onPeople(this.#people.list(this.version, editor ? (sendableSteps(editor.state)?.steps ?? []) : []))
  }

  readonly #tellWhere = (): void => {
    if (this.#presenceTimer !== 0 || this.#people.isAlone || this.#isClosed) return
    this.#presenceTimer = window.setTimeout(() => {
      this.#presenceTimer = 0
      const editor = this.#editor
      if (!editor || editor.isDestroyed || this.#isClosed || this.#people.isAlone) return
      // Our unsent edits are unknown to others: a place among them is told once they are sent.
      const isSent = this.#pending() === 0
      const { anchor, head } = editor.state.selection
      const cursor = editor.isFocused ? { version: this.version, anchor, head } : null
      const where = { clientId: this.clientId, cursor, claimId: this.#claimId }
      if (!isSent || JSON.stringify(where) === this.#told) return
      this.#told = JSON.stringify(where)
      void callApi('POST', `/api/articles/${this.articleId}/presence`, where, { isNoChange: true }).catch(() => {
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
    for (const unsent of await keptByOthers(this))
      if (navigator.locks)
        await navigator.locks.request(lockName(unsent.clientId), { ifAvailable: true }, (lock) =>
          lock ? this.#recoverFrom(unsent) : undefined,
        )
      // Without locks (plain http), a tab that kept something just now is taken to be alive.
      else if (Date.now() - unsent.at > ALIVE_MS) await this.#recoverFrom(unsent)
  }

  async #recoverFrom(unsent: KeptSteps): Promise<void> {
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
        await this.#unsent.whenKept()
        await forgetKept(unsent)
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

  // The page is told only what it shows.
  #report(): void {
    const status = statusOf({
      pending: this.#pending(),
      failures: this.#failures,
      isSignedOut: this.#isSignedOut,
      refusal: this.#refusal,
      lastSaved: this.#lastSaved,
    })
    if (isSameStatus(this.#reported, status)) return
    this.#reported = status
    this.#listener.onStatus(status)
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

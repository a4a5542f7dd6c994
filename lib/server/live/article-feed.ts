import 'server-only'
import { claimOf, eventKind } from '@/lib/core/history/events'
import { AppError } from '@/lib/server/app-error'
import { claimViewsOf } from '@/lib/server/article/claim-views'
import { type ArticleChanged, subscribe } from '@/lib/server/article/hub'
import { reopen } from '@/lib/server/article/open-article'
import { onPresence, type Presence, presentIn } from '@/lib/server/live/presence'
import { log } from '@/lib/server/log'
import { presentStep } from '@/lib/server/present/step'
import { stepsSince } from '@/lib/server/store/article-log'
import { type ToldEntry, toldSince } from '@/lib/server/store/history'
import type { OpenedId } from '@/lib/server/store/opened-id'

/** How often a feed looks at the log without being told, for what other processes wrote, in ms. It also keeps proxies from closing streams. */
const LOOK_EVERY_MS = 5_000
/** Cursors move often; they are sent at most this often, in ms. */
const PRESENCE_EVERY_MS = 250

/** Deeds told with one event; more than this at once is a draft or a script. */
const MAX_DEEDS = 20

/** One open stream. `send` gets an event already written out, the same for everybody. */
export interface Subscriber {
  /** Version this stream knows the text up to. */
  readonly since: number
  readonly send: (event: string) => void
  /** The article is gone, or the feed failed. */
  readonly end: () => void
}

const feeds = new Map<string, ArticleFeed>()

/** Joins the feed of an article; returns how to leave it. */
export function joinFeed(articleId: OpenedId, subscriber: Subscriber): () => void {
  let feed = feeds.get(articleId)
  if (!feed) {
    feed = new ArticleFeed(articleId, () => feeds.delete(articleId))
    feeds.set(articleId, feed)
  }
  return feed.join(subscriber)
}

/** An event as server-sent events have it. https://html.spec.whatwg.org/multipage/server-sent-events.html */
export function writeEvent(event: string, data: unknown): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
}

/** What people did on claims, as streams tell it; what edits of the text did to them is not among it. */
function deedsOf(told: readonly ToldEntry[]) {
  return told
    .flatMap(({ subject, action, actor }) => {
      const claimId = claimOf(subject)
      return claimId && actor && !eventKind(action).freshness ? [{ claimId, action, by: actor }] : []
    })
    .slice(0, MAX_DEEDS)
}

/**
 * What happens to one article, read from the database once and sent to every
 * open stream: `steps` from a version on, `claims` that changed, `removed`
 * claim ids, `words` when new words were proposed or decided, `presence`. What is sent about text and claims was read after it
 * was committed, so a stream never says what is not on disk.
 */
class ArticleFeed {
  readonly #articleId: OpenedId
  readonly #onEmpty: () => void
  readonly #subscribers = new Set<Subscriber>()
  readonly #joining = new Set<Subscriber>()
  readonly #claimIds = new Set<string>()
  readonly #removed = new Set<string>()
  readonly #moved = new Map<string, Presence>()
  readonly #left = new Set<string>()
  readonly #stop: (() => void)[] = []
  #version: number | null = null
  #historySeq: number | null = null
  #isWorking = false
  #isDue = false
  #presenceTimer: NodeJS.Timeout | null = null

  constructor(articleId: OpenedId, onEmpty: () => void) {
    this.#articleId = articleId
    this.#onEmpty = onEmpty
    const look = setInterval(() => {
      this.#broadcast(': still here\n\n')
      void this.#pump()
    }, LOOK_EVERY_MS)
    this.#stop.push(
      subscribe(articleId, this.#onChange),
      onPresence(articleId, ({ changed, left }) => {
        if (changed) {
          this.#moved.set(changed.clientId, changed)
          this.#left.delete(changed.clientId)
        }
        if (left) {
          this.#left.add(left)
          this.#moved.delete(left)
        }
        this.#presenceTimer ??= setTimeout(this.#sendPresence, PRESENCE_EVERY_MS)
      }),
      () => clearInterval(look),
    )
  }

  join(subscriber: Subscriber): () => void {
    this.#joining.add(subscriber)
    void this.#pump()
    return () => {
      this.#joining.delete(subscriber)
      this.#subscribers.delete(subscriber)
      if (this.#subscribers.size + this.#joining.size === 0) this.#close()
    }
  }

  readonly #onChange = (event: ArticleChanged): void => {
    for (const id of event.claimIds) {
      this.#claimIds.add(id)
      this.#removed.delete(id)
    }
    for (const id of event.removedClaimIds) {
      this.#claimIds.delete(id)
      this.#removed.add(id)
    }
    void this.#pump()
  }

  readonly #sendPresence = (): void => {
    this.#presenceTimer = null
    this.#broadcast(writeEvent('presence', { here: [...this.#moved.values()], left: [...this.#left] }))
    this.#moved.clear()
    this.#left.clear()
  }

  #broadcast(text: string): void {
    for (const subscriber of this.#subscribers) subscriber.send(text)
  }

  async #pump(): Promise<void> {
    this.#isDue = true
    if (this.#isWorking) return
    this.#isWorking = true
    try {
      while (this.#isDue) {
        this.#isDue = false
        await this.#round()
      }
    } catch (error) {
      const isGone = error instanceof AppError && error.code === 'not-found'
      if (isGone) this.#broadcast(writeEvent('gone', {}))
      else log.error({ cause: error instanceof Error ? error.name : 'unknown' }, 'event feed failed')
      for (const subscriber of [...this.#subscribers, ...this.#joining]) subscriber.end()
      this.#close()
    } finally {
      this.#isWorking = false
    }
  }

  async #round(): Promise<void> {
    const open = await reopen(this.#articleId)
    if (!open) throw new AppError('not-found')
    const { article } = open
    this.#version ??= article.version
    const told = await this.#toldSince(article.historySeq)
    for (const { subject } of told) {
      const id = claimOf(subject)
      if (id) this.#claimIds.add(id)
    }
    const steps = await stepsSince(this.#articleId, this.#version, article.version)
    if (steps.length > 0) {
      this.#version = (steps[steps.length - 1]?.version ?? 0) + 1
      this.#broadcast(writeEvent('steps', { version: this.#version, steps: steps.map(presentStep) }))
    }
    await this.#letIn()
    // Words proposed without a claim are told of the text.
    if (told.some(({ subject }) => subject === 'text')) this.#broadcast(writeEvent('words', {}))
    const changed = [...this.#claimIds]
    const removed = [...this.#removed]
    this.#claimIds.clear()
    this.#removed.clear()
    if (changed.length > 0) this.#broadcast(writeEvent('claims', { claims: await claimViewsOf(open, changed), told: deedsOf(told) }))
    if (removed.length > 0) this.#broadcast(writeEvent('removed', { claimIds: removed }))
  }

  // Each new stream is brought up to where the feed is, then gets what all get.
  async #letIn(): Promise<void> {
    for (const subscriber of this.#joining) {
      const missed = await stepsSince(this.#articleId, subscriber.since, this.#version ?? 0)
      if (!this.#joining.delete(subscriber)) continue
      subscriber.send(writeEvent('ready', { version: this.#version, historySeq: this.#historySeq }))
      if (missed.length > 0) subscriber.send(writeEvent('steps', { version: this.#version, steps: missed.map(presentStep) }))
      subscriber.send(writeEvent('presence', { here: presentIn(this.#articleId), left: [] }))
      this.#subscribers.add(subscriber)
    }
  }

  // What the history tells of since; this is how other processes' work is heard of.
  async #toldSince(seq: number): Promise<ToldEntry[]> {
    if (this.#historySeq === null || seq <= this.#historySeq) {
      this.#historySeq = seq
      return []
    }
    const told = await toldSince(this.#articleId, this.#historySeq)
    this.#historySeq = seq
    return told
  }

  #close(): void {
    for (const stop of this.#stop.splice(0)) stop()
    if (this.#presenceTimer) clearTimeout(this.#presenceTimer)
    this.#subscribers.clear()
    this.#joining.clear()
    this.#onEmpty()
  }
}

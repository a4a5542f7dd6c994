import 'server-only'
import { AppError } from '@/lib/server/app-error'
import { openArticle } from '@/lib/server/article/open-article'
import { joinFeed, writeEvent } from '@/lib/server/live/article-feed'
import { noteStream } from '@/lib/server/live/open-streams'
import { leavePresence, ownerOf, showPresence } from '@/lib/server/live/presence'
import type { Actor } from '@/lib/server/session'
import { bindOpenTab } from '@/lib/server/store/article-log'
import type { OpenedId } from '@/lib/server/store/opened-id'
import { dataVersion } from '@/lib/server/store/sqlite/select-rows'

/** Streams of one person at a time; a tab holds one. */
export const STREAMS_PER_PERSON = 30

/** How soon a stream ends after its person signed out or was deactivated, in ms. */
const IDENTITY_EVERY_MS = 2_000

/** How soon a stream ends after its session ran out, in ms. */
const IDENTITY_ANYWAY_MS = 60_000

/** What a stream may have waiting before its reader counts as gone, in events. */
const MAX_WAITING = 2_000

const globals = globalThis as { tickmarkStreams?: Map<string, number> }
globals.tickmarkStreams ??= new Map()
const open = globals.tickmarkStreams

/**
 * Server-sent events of an article: `ready`, `steps` from a version on,
 * `claims` that changed, `removed` claim ids, `presence`, `gone`, `signed-out`.
 * With a client id, the tab counts as here until the stream ends.
 */
export async function streamEvents(
  actor: Actor,
  articleId: string,
  query: { readonly since: number; readonly client?: string | undefined },
  /** Asks who the request is from, again; null when they are signed out. */
  whoIsIt: () => Promise<Actor | null>,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const article = await openArticle(actor, 'article.read', articleId)
  const isOwnTab = await ownsTab(actor, article.id, query.client)
  if ((open.get(actor.id) ?? 0) >= STREAMS_PER_PERSON)
    throw new AppError('too-many-requests', `You have ${STREAMS_PER_PERSON} articles open at once, the most there can be. Close some tabs.`)
  open.set(actor.id, (open.get(actor.id) ?? 0) + 1)

  const encoder = new TextEncoder()
  let close = () => {}
  const stream = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        let isClosed = false
        const send = (text: string) => {
          if (isClosed) return
          // A reader that does not read must not fill the memory.
          if ((controller.desiredSize ?? 0) < -MAX_WAITING) return close()
          controller.enqueue(encoder.encode(text))
        }
        let asked = { of: dataVersion(), at: Date.now() }
        const identity = setInterval(async () => {
          // Nothing was written by anybody: nothing can have been taken away, but a session may have run out.
          const now = { of: dataVersion(), at: Date.now() }
          if (now.of === asked.of && now.at - asked.at < IDENTITY_ANYWAY_MS) return
          asked = now
          const still = await whoIsIt().catch(() => null)
          if (still?.id !== actor.id) send(writeEvent('signed-out', {}))
          // Taken off its list, or the article is in the bin: it is gone for this person.
          else if (!(await openArticle(still, 'article.read', articleId).catch(() => null))) send(writeEvent('gone', {}))
          else return
          close()
        }, IDENTITY_EVERY_MS)
        const leaveFeed = joinFeed(article.id, { since: query.since, send, end: () => close() })
        const forget = noteStream(() => {
          send(writeEvent('stopping', {}))
          close()
        })
        close = () => {
          if (isClosed) return
          isClosed = true
          forget()
          clearInterval(identity)
          leaveFeed()
          if (query.client && isOwnTab) leavePresence(articleId, query.client)
          const left = (open.get(actor.id) ?? 1) - 1
          if (left > 0) open.set(actor.id, left)
          else open.delete(actor.id)
          try {
            controller.close()
          } catch {
            // Closed by the reader already.
          }
        }
        signal.addEventListener('abort', () => close())
        // Left before it began: no event will come for that.
        if (signal.aborted) return close()
        if (query.client && isOwnTab)
          showPresence(articleId, { clientId: query.client, person: { id: actor.id, name: actor.name }, cursor: null, claimId: null })
      },
      cancel() {
        close()
      },
    },
    { highWaterMark: 16 },
  )
  return stream
}

/** A tab's id belongs to one person: to whoever opened it, or sent steps under it, first. */
async function ownsTab(actor: Actor, articleId: OpenedId, clientId: string | undefined): Promise<boolean> {
  if (!clientId) return false
  return (await bindOpenTab(articleId, clientId, actor.id)) === actor.id
}

/** Says where a tab of this person is: its selection and the claim open beside it. Kept in memory only. */
export async function showWhere(
  actor: Actor,
  articleId: string,
  where: {
    readonly clientId: string
    readonly cursor: { readonly version: number; readonly anchor: number; readonly head: number } | null
    readonly claimId: string | null
  },
): Promise<void> {
  await openArticle(actor, 'article.read', articleId)
  // Only a tab with an open stream is here; that stream says whose it is.
  if (ownerOf(articleId, where.clientId) !== actor.id) return
  showPresence(articleId, { ...where, person: { id: actor.id, name: actor.name } })
}

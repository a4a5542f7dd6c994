import 'server-only'
import { AppError } from '@/lib/server/boundary/app-error'
import { type ArticleChanged, subscribe } from '@/lib/server/live/hub'
import { log } from '@/lib/server/log'
import { type Actor, actorOf } from '@/lib/server/session'
import { stepsSince } from '@/lib/server/store/article-log'
import { findArticle } from '@/lib/server/store/articles'
import { subjectsSince } from '@/lib/server/store/history'
import { presentStep } from '@/lib/server/use-cases/append-steps'
import { claimViewsOf } from '@/lib/server/use-cases/read-claims'

/** Streams of one person at a time; a tab holds one. */
export const STREAMS_PER_PERSON = 30

/** How often a stream looks at the log without being told, for what other processes wrote, in ms. It also keeps proxies from closing it. */
const LOOK_EVERY_MS = 5_000

/** How soon a stream ends after its person signed out or was deactivated, in ms. */
const IDENTITY_EVERY_MS = 2_000

const globals = globalThis as { tickmarkStreams?: Map<string, number> }
globals.tickmarkStreams ??= new Map()
const open = globals.tickmarkStreams

/**
 * Server-sent events of an article: `steps` from a version on, `claims` that
 * changed, `removed` claim ids. What is sent is read from the database, so a
 * stream never says what is not on disk.
 */
export async function streamEvents(actor: Actor, articleId: string, since: number, request: Request): Promise<Response> {
  if (!(await findArticle(articleId))) throw new AppError('not-found')
  if ((open.get(actor.id) ?? 0) >= STREAMS_PER_PERSON)
    throw new AppError('too-many-requests', `You have ${STREAMS_PER_PERSON} articles open at once, the most there can be. Close some tabs.`)
  open.set(actor.id, (open.get(actor.id) ?? 0) + 1)

  const encoder = new TextEncoder()
  let version = since
  let historySeq: number | null = null
  let isClosed = false
  let close = () => {}
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (event: string, data: unknown) => {
        if (!isClosed) controller.enqueue(encoder.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`))
      }
      const claimIds = new Set<string>()
      const removed = new Set<string>()
      let isWorking = false
      let isDue = false
      // Claims that the history says changed; this is how other processes' work is heard of.
      const changedElsewhere = async (seq: number): Promise<string[]> => {
        if (historySeq === null || seq <= historySeq) {
          historySeq = seq
          return []
        }
        const subjects = await subjectsSince(articleId, historySeq)
        historySeq = seq
        return subjects.filter((subject) => subject.startsWith('claim:')).map((subject) => subject.slice('claim:'.length))
      }
      const pump = async () => {
        isDue = true
        if (isWorking) return
        isWorking = true
        try {
          while (isDue && !isClosed) {
            isDue = false
            const article = await findArticle(articleId)
            if (!article) {
              send('gone', {})
              return close()
            }
            for (const id of await changedElsewhere(article.historySeq)) claimIds.add(id)
            const steps = await stepsSince(articleId, version)
            if (steps.length > 0) {
              version = (steps[steps.length - 1]?.version ?? version) + 1
              send('steps', { version, steps: steps.map(presentStep) })
            }
            const changed = [...claimIds]
            const gone = [...removed]
            claimIds.clear()
            removed.clear()
            if (changed.length > 0) send('claims', { claims: await claimViewsOf(articleId, changed) })
            if (gone.length > 0) send('removed', { claimIds: gone })
          }
        } catch (error) {
          if (error instanceof AppError && error.code === 'not-found') send('gone', {})
          else log.error({ cause: error instanceof Error ? error.name : 'unknown' }, 'event stream failed')
          close()
        } finally {
          isWorking = false
        }
      }
      const onChange = (event: ArticleChanged) => {
        for (const id of event.claimIds) {
          claimIds.add(id)
          removed.delete(id)
        }
        for (const id of event.removedClaimIds) {
          claimIds.delete(id)
          removed.add(id)
        }
        void pump()
      }
      const unsubscribe = subscribe(articleId, onChange)
      const look = setInterval(() => {
        if (!isClosed) controller.enqueue(encoder.encode(': still here\n\n'))
        void pump()
      }, LOOK_EVERY_MS)
      const identity = setInterval(async () => {
        const still = await actorOf(request.headers).catch(() => null)
        if (still?.id === actor.id) return
        send('signed-out', {})
        close()
      }, IDENTITY_EVERY_MS)
      close = () => {
        if (isClosed) return
        isClosed = true
        clearInterval(look)
        clearInterval(identity)
        unsubscribe()
        const left = (open.get(actor.id) ?? 1) - 1
        if (left > 0) open.set(actor.id, left)
        else open.delete(actor.id)
        try {
          controller.close()
        } catch {
          // Closed by the reader already.
        }
      }
      request.signal.addEventListener('abort', close)
      // Left before it began: no event will come for that.
      if (request.signal.aborted) return close()
      send('ready', { version })
      void pump()
    },
    cancel() {
      close()
    },
  })
  return new Response(stream, {
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
    },
  })
}

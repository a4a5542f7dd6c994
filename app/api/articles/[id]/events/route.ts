import { defineRoute } from '@/lib/server/boundary/define-route'
import { eventStreamResponse } from '@/lib/server/boundary/responses'
import { idParams, sinceAndClientQuery } from '@/lib/server/boundary/schemas'
import { actorOf, credentialOf } from '@/lib/server/session'
import { streamEvents } from '@/lib/server/use-cases/articles/stream-events'

export const GET = defineRoute({
  summary: 'Server-sent events: steps, claim changes and presence from a version on',
  action: 'article.read',
  params: idParams,
  query: sinceAndClientQuery,
  run: async ({ actor, params, query, request }) => {
    const credential = credentialOf(request.headers)
    // Nobody would read, nor ever end, a stream that HEAD opened.
    if (request.method === 'HEAD') return eventStreamResponse(null)
    return eventStreamResponse(await streamEvents(actor, params.id, query, () => actorOf(credential), request.signal))
  },
})

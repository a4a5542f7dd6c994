import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams, sinceAndClientQuery } from '@/lib/server/boundary/schemas'
import { streamEvents } from '@/lib/server/use-cases/stream-events'

export const GET = defineRoute({
  summary: 'Server-sent events: steps, claim changes and presence from a version on',
  action: 'article.read',
  params: idParams,
  query: sinceAndClientQuery,
  run: ({ actor, params, query, request }) => streamEvents(actor, params.id, query, request),
})

import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams, sinceQuery } from '@/lib/server/boundary/schemas'
import { streamEvents } from '@/lib/server/use-cases/stream-events'

export const GET = defineRoute({
  summary: 'Server-sent events: steps and claim changes from a version on',
  action: 'article.read',
  params: idParams,
  query: sinceQuery,
  run: ({ actor, params, query, request }) => streamEvents(actor, params.id, query.since, request),
})

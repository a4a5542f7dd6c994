import { defineRoute } from '@/lib/server/boundary/define-route'
import { sourceBody, sourcesQuery } from '@/lib/server/boundary/schemas'
import { createSource, listSources } from '@/lib/server/use-cases/write-sources'

export const GET = defineRoute({
  summary: 'The library of sources, last changed first',
  action: 'article.read',
  query: sourcesQuery,
  run: ({ actor, query }) => listSources(actor, query),
})

export const POST = defineRoute({
  summary: 'Add a source to the library',
  action: 'source.write',
  body: sourceBody,
  status: 201,
  run: ({ actor, body }) => createSource(actor, body),
})

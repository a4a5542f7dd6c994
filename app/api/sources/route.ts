import { sourceAnswer, sourcesAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { sourceBody, sourcesQuery } from '@/lib/server/boundary/schemas'
import { createSource, listSources, readSource } from '@/lib/server/use-cases/evidence/write-sources'

export const GET = defineRoute({
  summary: 'The library of sources, last changed first',
  success: sourcesAnswer,
  action: 'article.read',
  query: sourcesQuery,
  run: ({ actor, query }) => listSources(actor, query),
})

export const POST = defineRoute({
  summary: 'Add a source to the library',
  success: sourceAnswer,
  action: 'source.write',
  body: sourceBody,
  status: 201,
  run: ({ actor, body }) => createSource(actor, body),
  answer: ({ actor }, { id }) => readSource(actor, id),
})

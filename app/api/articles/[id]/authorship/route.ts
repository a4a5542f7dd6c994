import { defineRoute } from '@/lib/server/boundary/define-route'
import { authorshipQuery, idParams } from '@/lib/server/boundary/schemas'
import { readAuthorship } from '@/lib/server/use-cases/versions/read-authorship'

export const GET = defineRoute({
  summary: 'Who wrote the words of a range, and whether after they were checked',
  action: 'history.read',
  params: idParams,
  query: authorshipQuery,
  run: ({ actor, params, query }) => readAuthorship(actor, params.id, query),
})

import { historyAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { historyQuery, idParams } from '@/lib/server/boundary/schemas'
import { readHistory } from '@/lib/server/use-cases/articles/read-history'

export const GET = defineRoute({
  summary: 'What happened to an article, newest first, with the hash chain',
  success: historyAnswer,
  action: 'history.read',
  params: idParams,
  query: historyQuery,
  run: ({ actor, params, query }) => readHistory(actor, params.id, query),
})

import { coverageAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { coverageQuery, idParams } from '@/lib/server/boundary/schemas'
import { readCoverage } from '@/lib/server/use-cases/coverage/read-coverage'

export const GET = defineRoute({
  summary: 'Which sentences have something to check, why, and which of those nobody looked at',
  success: coverageAnswer,
  action: 'article.read',
  params: idParams,
  query: coverageQuery,
  run: ({ actor, params, query }) => readCoverage(actor, params.id, query.version),
})

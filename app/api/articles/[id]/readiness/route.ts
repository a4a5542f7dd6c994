import { readinessAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams } from '@/lib/server/boundary/schemas'
import { readReadiness } from '@/lib/server/use-cases/sign-off/read-readiness'

export const GET = defineRoute({
  summary: 'What stands between an article and a sign-off, and who signed for which text',
  success: readinessAnswer,
  action: 'article.read',
  params: idParams,
  run: ({ actor, params }) => readReadiness(actor, params.id),
})

import { secondCheckAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { askSecondCheckBody, idParams } from '@/lib/server/boundary/schemas'
import { askSecondCheck, readSecondCheck } from '@/lib/server/use-cases/claims/second-checks'

export const POST = defineRoute({
  summary: 'Ask somebody to check a claim again, blind: the article is closed to them until they answered',
  success: secondCheckAnswer,
  action: 'second-check.ask',
  params: idParams,
  body: askSecondCheckBody,
  status: 201,
  run: ({ actor, params, body }) => askSecondCheck(actor, params.id, body.checker),
  answer: ({ actor }, { id }) => readSecondCheck(actor, id),
})

import { secondCheckAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { blindAnswerBody, idParams } from '@/lib/server/boundary/schemas'
import { answerSecondCheck, readSecondCheck } from '@/lib/server/use-cases/claims/second-checks'

export const POST = defineRoute({
  summary: 'What the second checker found; the answer says whether it is the same',
  success: secondCheckAnswer,
  action: 'second-check.answer',
  params: idParams,
  body: blindAnswerBody,
  status: 201,
  run: ({ actor, params, body }) => answerSecondCheck(actor, params.id, body),
  answer: ({ actor, params }) => readSecondCheck(actor, params.id),
})

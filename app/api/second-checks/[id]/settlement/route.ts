import { secondCheckAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams, settleBody } from '@/lib/server/boundary/schemas'
import { readSecondCheck, settleSecondCheck } from '@/lib/server/use-cases/claims/second-checks'

export const POST = defineRoute({
  summary: 'Decide between two findings: a third person does',
  success: secondCheckAnswer,
  action: 'second-check.settle',
  params: idParams,
  body: settleBody,
  status: 201,
  run: ({ actor, params, body }) => settleSecondCheck(actor, params.id, body),
  answer: ({ actor, params }) => readSecondCheck(actor, params.id),
})

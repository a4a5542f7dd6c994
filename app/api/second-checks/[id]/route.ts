import { secondCheckAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams } from '@/lib/server/boundary/schemas'
import { endSecondCheck, readSecondCheck } from '@/lib/server/use-cases/claims/second-checks'

export const GET = defineRoute({
  summary: 'A second check and what became of it; not for who does it blind',
  success: secondCheckAnswer,
  action: 'article.read',
  params: idParams,
  run: ({ actor, params }) => readSecondCheck(actor, params.id),
})

export const DELETE = defineRoute({
  summary: 'Hand a second check back, or take it back',
  action: 'second-check.answer',
  params: idParams,
  run: ({ actor, params }) => endSecondCheck(actor, params.id),
})

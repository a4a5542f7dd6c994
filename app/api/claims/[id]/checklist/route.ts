import { claimDetailAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { checklistAnswerBody, idParams } from '@/lib/server/boundary/schemas'
import { answerChecklist } from '@/lib/server/use-cases/claims/answer-checklist'
import { readClaim } from '@/lib/server/use-cases/claims/read-claims'

export const PUT = defineRoute({
  summary: 'Answer a question of a claim’s checklist; an empty answer takes it back',
  success: claimDetailAnswer,
  action: 'claim.describe',
  params: idParams,
  body: checklistAnswerBody,
  run: ({ actor, params, body }) => answerChecklist(actor, params.id, body),
  answer: ({ actor, params }) => readClaim(actor, params.id),
})

import { idAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { dismissBody, idParams } from '@/lib/server/boundary/schemas'
import { dismissSentence } from '@/lib/server/use-cases/coverage/dismiss'

export const POST = defineRoute({
  summary: 'Say by name that the sentence at a place needs no claim; it holds while its words do',
  success: idAnswer,
  action: 'sentence.dismiss',
  params: idParams,
  body: dismissBody,
  status: 201,
  run: ({ actor, params, body }) => dismissSentence(actor, params.id, body),
})

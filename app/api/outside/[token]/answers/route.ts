import { outsideViewAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { outsideAnswerBody, outsideParams } from '@/lib/server/boundary/schemas'
import { answerOutside, readOutside } from '@/lib/server/use-cases/evidence/outside-reader'

export const POST = defineRoute({
  summary: 'What an outside reader says of a passage; kept as a contact',
  success: outsideViewAnswer,
  action: 'anyone',
  params: outsideParams,
  body: outsideAnswerBody,
  status: 201,
  run: ({ params, body }) => answerOutside(params.token, body),
  answer: ({ params }) => readOutside(params.token),
})

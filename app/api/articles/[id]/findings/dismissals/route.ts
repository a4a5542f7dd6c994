import { idAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { dismissFindingBody, idParams } from '@/lib/server/boundary/schemas'
import { dismissFinding } from '@/lib/server/use-cases/coverage/read-findings'

export const POST = defineRoute({
  summary: 'Say by name, and why, that a finding is none; it holds until its words change (DELETE …/dismissals/:id takes it up again)',
  success: idAnswer,
  action: 'sentence.dismiss',
  params: idParams,
  body: dismissFindingBody,
  status: 201,
  run: ({ actor, params, body }) => dismissFinding(actor, params.id, body),
})

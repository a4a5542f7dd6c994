import { idAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams } from '@/lib/server/boundary/schemas'
import { captureFromWeb } from '@/lib/server/use-cases/evidence/check-link'

export const POST = defineRoute({
  summary: 'Fetch a source’s page and keep its text; quotes are then looked up in it',
  success: idAnswer,
  action: 'source.write',
  params: idParams,
  status: 201,
  run: ({ actor, params, request }) => captureFromWeb(actor, params.id, request.signal),
})

import { lookUpAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { lookUpBody } from '@/lib/server/boundary/schemas'
import { lookUpSource } from '@/lib/server/use-cases/evidence/look-up-source'

export const POST = defineRoute({
  summary: 'Fetch the page at an address or DOI and say what it says about itself; saves nothing',
  success: lookUpAnswer,
  action: 'source.write',
  body: lookUpBody,
  run: ({ actor, body, request }) => lookUpSource(actor, body.address, request.signal),
})

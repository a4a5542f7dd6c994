import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams, moveClaimBody } from '@/lib/server/boundary/schemas'
import { moveClaim } from '@/lib/server/use-cases/move-claim'

export const PUT = defineRoute({
  summary: 'Put a claim on other words',
  action: 'claim.move',
  params: idParams,
  body: moveClaimBody,
  run: ({ actor, params, body }) => moveClaim(actor, params.id, body.selector),
})

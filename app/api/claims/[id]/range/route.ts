import { claimDetailAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams, moveClaimBody } from '@/lib/server/boundary/schemas'
import { moveClaim } from '@/lib/server/use-cases/claims/move-claim'
import { readClaim } from '@/lib/server/use-cases/claims/read-claims'

export const PUT = defineRoute({
  summary: 'Put a claim on other words',
  success: claimDetailAnswer,
  action: 'claim.move',
  params: idParams,
  body: moveClaimBody,
  run: ({ actor, params, body }) => moveClaim(actor, params.id, body.selector),
  answer: ({ actor, params }) => readClaim(actor, params.id),
})

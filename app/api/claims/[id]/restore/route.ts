import { claimDetailAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams } from '@/lib/server/boundary/schemas'
import { restoreClaim } from '@/lib/server/use-cases/claims/move-claim'
import { readClaim } from '@/lib/server/use-cases/claims/read-claims'

export const POST = defineRoute({
  summary: 'Bring a removed claim back',
  success: claimDetailAnswer,
  action: 'claim.remove',
  params: idParams,
  run: ({ actor, params }) => restoreClaim(actor, params.id),
  answer: ({ actor, params }) => readClaim(actor, params.id),
})

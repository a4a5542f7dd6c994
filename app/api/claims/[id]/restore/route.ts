import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams } from '@/lib/server/boundary/schemas'
import { restoreClaim } from '@/lib/server/use-cases/move-claim'

export const POST = defineRoute({
  summary: 'Bring a removed claim back',
  action: 'claim.remove',
  params: idParams,
  run: ({ actor, params }) => restoreClaim(actor, params.id),
})

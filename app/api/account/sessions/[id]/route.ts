import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams } from '@/lib/server/boundary/schemas'
import { endSession } from '@/lib/server/use-cases/people/manage-account'

export const DELETE = defineRoute({
  summary: 'End one of one’s own sessions',
  action: 'account.manage-own',
  params: idParams,
  run: ({ actor, params }) => endSession(actor, params.id),
})

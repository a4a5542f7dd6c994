import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams } from '@/lib/server/boundary/schemas'
import { revokeToken } from '@/lib/server/use-cases/people/manage-account'

export const DELETE = defineRoute({
  summary: 'Revoke a personal token',
  action: 'account.manage-own',
  params: idParams,
  run: ({ actor, params }) => revokeToken(actor, params.id),
})

import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams } from '@/lib/server/boundary/schemas'
import { withdrawInvitation } from '@/lib/server/use-cases/people/manage-people'

export const DELETE = defineRoute({
  summary: 'Withdraw an invitation; its link stops working',
  action: 'people.manage',
  params: idParams,
  run: ({ actor, params }) => withdrawInvitation(actor, params.id),
})

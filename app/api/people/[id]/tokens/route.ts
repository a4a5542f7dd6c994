import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams } from '@/lib/server/boundary/schemas'
import { endCredentials } from '@/lib/server/use-cases/people/manage-people'

export const DELETE = defineRoute({
  summary: 'Revoke all personal tokens of somebody and end their sessions',
  action: 'people.manage',
  params: idParams,
  run: ({ actor, params }) => endCredentials(actor, params.id),
})

import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams } from '@/lib/server/boundary/schemas'
import { makeResetLink } from '@/lib/server/use-cases/people/manage-people'

export const POST = defineRoute({
  summary: 'Make a one-time link with which somebody chooses a new password',
  action: 'people.manage',
  params: idParams,
  status: 201,
  isSecret: true,
  run: ({ actor, params }) => makeResetLink(actor, params.id),
})

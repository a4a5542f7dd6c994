import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams, patchPersonBody } from '@/lib/server/boundary/schemas'
import { updatePerson } from '@/lib/server/use-cases/manage-people'

export const PATCH = defineRoute({
  summary: 'Change a role; deactivate or reactivate somebody',
  action: 'people.manage',
  params: idParams,
  body: patchPersonBody,
  run: ({ actor, params, body }) => updatePerson(actor, params.id, body),
})

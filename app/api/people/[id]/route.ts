import { personAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams, patchPersonBody } from '@/lib/server/boundary/schemas'
import { readPerson, updatePerson } from '@/lib/server/use-cases/people/manage-people'

export const PATCH = defineRoute({
  summary: 'Change a role; deactivate or reactivate somebody',
  success: personAnswer,
  action: 'people.manage',
  params: idParams,
  body: patchPersonBody,
  run: ({ actor, params, body }) => updatePerson(actor, params.id, body),
  answer: ({ actor, params }) => readPerson(actor, params.id),
})

import { contactAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { contactParams, patchContactBody } from '@/lib/server/boundary/schemas'
import { changeContact, readContact, removeContact } from '@/lib/server/use-cases/evidence/write-contacts'

export const PATCH = defineRoute({
  summary: 'Change a contact; 409 with both values when it changed since `revision`',
  success: contactAnswer,
  action: 'contact.write',
  params: contactParams,
  body: patchContactBody,
  run: ({ actor, params, body }) => changeContact(actor, params.id, params.contactId, body),
  answer: ({ actor, params }) => readContact(actor, params.id, params.contactId),
})

export const DELETE = defineRoute({
  summary: 'Remove a contact; it can be restored',
  action: 'contact.write',
  params: contactParams,
  run: ({ actor, params }) => removeContact(actor, params.id, params.contactId),
})

import { defineRoute } from '@/lib/server/boundary/define-route'
import { contactParams } from '@/lib/server/boundary/schemas'
import { restoreContact } from '@/lib/server/use-cases/evidence/write-contacts'

export const POST = defineRoute({
  summary: 'Put a removed contact back',
  action: 'contact.write',
  params: contactParams,
  run: ({ actor, params }) => restoreContact(actor, params.id, params.contactId),
})

import { contactAnswer, contactsAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { contactBody, idParams } from '@/lib/server/boundary/schemas'
import { logContact, readContact, readContacts } from '@/lib/server/use-cases/evidence/write-contacts'

export const GET = defineRoute({
  summary: 'Who was asked for an article, how, on what terms and what they said of which claims',
  success: contactsAnswer,
  action: 'article.read',
  params: idParams,
  run: async ({ actor, params }) => ({ contacts: await readContacts(actor, params.id) }),
})

export const POST = defineRoute({
  summary: 'Log who was asked',
  success: contactAnswer,
  action: 'contact.write',
  params: idParams,
  body: contactBody,
  status: 201,
  run: ({ actor, params, body }) => logContact(actor, params.id, body),
  answer: ({ actor, params }, { id }) => readContact(actor, params.id, id),
})

import { defineRoute } from '@/lib/server/boundary/define-route'
import { invitationBody } from '@/lib/server/boundary/schemas'
import { invitePerson, listInvitations } from '@/lib/server/use-cases/people/manage-people'

export const GET = defineRoute({
  summary: 'Invitations that have not been used',
  action: 'people.manage',
  run: async () => ({ invitations: await listInvitations() }),
})

export const POST = defineRoute({
  summary: 'Make a one-time link for a new person',
  action: 'people.manage',
  body: invitationBody,
  status: 201,
  isSecret: true,
  run: ({ actor, body }) => invitePerson(actor, body),
})

import { defineRoute } from '@/lib/server/boundary/define-route'
import { acceptInvitationBody } from '@/lib/server/boundary/schemas'
import { acceptInvitation } from '@/lib/server/use-cases/manage-people'
import { signIn } from '@/lib/server/use-cases/sign-in'

export const POST = defineRoute({
  summary: 'Join by an invitation; signs in',
  action: 'anyone',
  body: acceptInvitationBody,
  run: async ({ body }) => signIn({ email: (await acceptInvitation(body)).email, password: body.password }),
})

import { defineRoute } from '@/lib/server/boundary/define-route'
import { cookieResponse } from '@/lib/server/boundary/responses'
import { acceptInvitationBody } from '@/lib/server/boundary/schemas'
import { acceptInvitation } from '@/lib/server/use-cases/people/manage-people'
import { signIn } from '@/lib/server/use-cases/people/sign-in'

export const POST = defineRoute({
  summary: 'Join by an invitation, or choose a new password by a link; signs in, or asks for the second factor next',
  action: 'anyone',
  body: acceptInvitationBody,
  run: async ({ body, request }) => {
    const { email } = await acceptInvitation(body)
    const { person, cookies } = await signIn({ email, password: body.password }, request.headers.get('user-agent'))
    return cookieResponse(person ?? { secondFactor: true }, cookies)
  },
})

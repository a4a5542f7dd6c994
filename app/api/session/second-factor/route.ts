import { defineRoute } from '@/lib/server/boundary/define-route'
import { cookieResponse } from '@/lib/server/boundary/responses'
import { codeBody } from '@/lib/server/boundary/schemas'
import { finishSignIn } from '@/lib/server/use-cases/people/sign-in'

export const POST = defineRoute({
  summary: 'Finish signing in with a code of the authenticator app, or a recovery code',
  action: 'anyone',
  body: codeBody,
  run: async ({ body, request }) => {
    const { person, cookies } = await finishSignIn(body, request.headers.get('cookie') ?? '')
    return cookieResponse(person, cookies)
  },
})

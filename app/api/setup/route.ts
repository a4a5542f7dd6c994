import { defineRoute } from '@/lib/server/boundary/define-route'
import { cookieResponse } from '@/lib/server/boundary/responses'
import { setupBody } from '@/lib/server/boundary/schemas'
import { setUp } from '@/lib/server/use-cases/people/set-up'
import { signIn } from '@/lib/server/use-cases/people/sign-in'

export const POST = defineRoute({
  summary: 'Make the first person, with the code from the terminal; signs in',
  action: 'anyone',
  body: setupBody,
  run: async ({ body }) => {
    await setUp(body)
    const { person, cookies } = await signIn(body)
    return cookieResponse(person, cookies)
  },
})

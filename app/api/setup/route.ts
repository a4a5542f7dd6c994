import { defineRoute } from '@/lib/server/boundary/define-route'
import { setupBody } from '@/lib/server/boundary/schemas'
import { setUp } from '@/lib/server/use-cases/set-up'
import { signIn } from '@/lib/server/use-cases/sign-in'

export const POST = defineRoute({
  summary: 'Make the first person, with the code from the terminal; signs in',
  action: 'anyone',
  body: setupBody,
  run: async ({ body }) => {
    await setUp(body)
    return signIn(body)
  },
})

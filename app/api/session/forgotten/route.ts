import { defineRoute } from '@/lib/server/boundary/define-route'
import { forgottenBody } from '@/lib/server/boundary/schemas'
import { mailResetLink } from '@/lib/server/use-cases/people/forgotten-password'

export const POST = defineRoute({
  summary: 'Ask for a link to a new password by mail; the answer is the same whoever asks',
  action: 'anyone',
  body: forgottenBody,
  status: 202,
  run: async ({ body }) => {
    await mailResetLink(body)
    return {}
  },
})

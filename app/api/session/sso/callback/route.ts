import { z } from 'zod'
import { AppError } from '@/lib/server/app-error'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { redirectResponse } from '@/lib/server/boundary/responses'
import { finishSingleSignOn, refusalOf } from '@/lib/server/use-cases/people/single-sign-on'

export const GET = defineRoute({
  summary: 'Where the OpenID provider sends the browser back to',
  action: 'anyone',
  query: z.object({
    code: z.string().max(4_000).optional(),
    state: z.string().max(4_000).optional(),
    iss: z.string().max(2_000).optional(),
    error: z.string().max(200).optional(),
    error_description: z.string().max(2_000).optional(),
  }),
  run: async ({ query, request }) => {
    try {
      const { location, cookies } = await finishSingleSignOn(query, request.headers.get('cookie') ?? '')
      return redirectResponse(location, cookies)
    } catch (error) {
      // A person looks at this, not a program: the sign-in page says why.
      if (error instanceof AppError) return redirectResponse(`/sign-in?refused=${refusalOf(error)}`, [])
      throw error
    }
  },
})

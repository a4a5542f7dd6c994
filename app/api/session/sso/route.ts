import { z } from 'zod'
import { AppError } from '@/lib/server/app-error'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { redirectResponse } from '@/lib/server/boundary/responses'
import { beginSingleSignOn, refusalOf } from '@/lib/server/use-cases/people/single-sign-on'

export const GET = defineRoute({
  summary: 'Sign in with the newsroom’s own account: sends the browser to the OpenID provider',
  action: 'anyone',
  query: z.object({
    next: z
      .string()
      .max(500)
      .regex(/^\/(?![/\\])[\w/?=&.-]*$/)
      .default('/articles'),
  }),
  run: async ({ query }) => {
    try {
      const { location, cookies } = await beginSingleSignOn(query.next)
      return redirectResponse(location, cookies)
    } catch (error) {
      // A person looks at this, not a program: the sign-in page says why.
      if (error instanceof AppError && error.code === 'busy') return redirectResponse(`/sign-in?refused=${refusalOf(error)}`, [])
      throw error
    }
  },
})

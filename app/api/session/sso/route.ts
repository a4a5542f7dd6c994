import { z } from 'zod'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { redirectResponse } from '@/lib/server/boundary/responses'
import { beginSingleSignOn } from '@/lib/server/use-cases/people/single-sign-on'

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
    const { location, cookies } = await beginSingleSignOn(query.next)
    return redirectResponse(location, cookies)
  },
})

import { defineRoute } from '@/lib/server/boundary/define-route'
import { cookieResponse } from '@/lib/server/boundary/responses'
import { codeBody } from '@/lib/server/boundary/schemas'
import { confirmSecondFactor } from '@/lib/server/use-cases/people/second-factor'

export const POST = defineRoute({
  summary: 'Confirm a second factor with a code of the app',
  action: 'account.manage-own',
  isForOwing: true,
  body: codeBody,
  run: async ({ actor, body, request }) => cookieResponse({}, await confirmSecondFactor(actor, body, request.headers.get('cookie') ?? '')),
})

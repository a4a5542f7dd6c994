import { defineRoute } from '@/lib/server/boundary/define-route'
import { tokenBody } from '@/lib/server/boundary/schemas'
import { createToken, listTokens } from '@/lib/server/use-cases/people/manage-account'

export const GET = defineRoute({
  summary: 'One’s personal tokens',
  action: 'account.manage-own',
  run: async ({ actor }) => ({ tokens: await listTokens(actor) }),
})

export const POST = defineRoute({
  summary: 'Make a personal token; it is shown once',
  action: 'account.manage-own',
  body: tokenBody,
  status: 201,
  isSecret: true,
  run: ({ actor, body }) => createToken(actor, body.name),
})

import { defineRoute } from '@/lib/server/boundary/define-route'
import { cookieResponse } from '@/lib/server/boundary/responses'
import { ownPasswordBody } from '@/lib/server/boundary/schemas'
import { beginSecondFactor, readSecondFactor, removeOwnSecondFactor } from '@/lib/server/use-cases/people/second-factor'

export const GET = defineRoute({
  summary: 'Whether one signs in with a second factor, and must',
  action: 'account.manage-own',
  isForOwing: true,
  run: ({ actor }) => readSecondFactor(actor),
})

export const POST = defineRoute({
  summary: 'Begin with a second factor: the address for the app and recovery codes, shown once',
  action: 'account.manage-own',
  isForOwing: true,
  body: ownPasswordBody,
  isSecret: true,
  status: 201,
  run: ({ actor, body, request }) => beginSecondFactor(actor, body, request.headers.get('cookie') ?? ''),
})

export const DELETE = defineRoute({
  summary: 'Sign in without a second factor again',
  action: 'account.manage-own',
  isForOwing: true,
  body: ownPasswordBody,
  run: async ({ actor, body, request }) =>
    cookieResponse({}, await removeOwnSecondFactor(actor, body, request.headers.get('cookie') ?? '')),
})

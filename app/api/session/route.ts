import { defineRoute } from '@/lib/server/boundary/define-route'
import { signInBody } from '@/lib/server/boundary/schemas'
import { signIn, signOut } from '@/lib/server/use-cases/sign-in'

export const POST = defineRoute({
  summary: 'Sign in',
  action: 'anyone',
  body: signInBody,
  run: ({ body }) => signIn(body),
})

export const GET = defineRoute({
  summary: 'Who is signed in',
  action: 'account.manage-own',
  run: async ({ actor }) => actor,
})

export const DELETE = defineRoute({
  summary: 'Sign out',
  action: 'anyone',
  run: ({ request }) => signOut(request),
})

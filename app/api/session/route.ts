import { defineRoute } from '@/lib/server/boundary/define-route'
import { cookieResponse } from '@/lib/server/boundary/responses'
import { signInBody } from '@/lib/server/boundary/schemas'
import { signIn, signOut } from '@/lib/server/use-cases/people/sign-in'

export const POST = defineRoute({
  summary: 'Sign in',
  action: 'anyone',
  body: signInBody,
  run: async ({ body, request }) => {
    const { person, cookies } = await signIn(body, request.headers.get('user-agent'))
    return cookieResponse(person ?? { secondFactor: true }, cookies)
  },
})

export const GET = defineRoute({
  summary: 'Who is signed in',
  action: 'account.manage-own',
  isForOwing: true,
  run: async ({ actor: { id, name, email, role } }) => ({ id, name, email, role }),
})

export const DELETE = defineRoute({
  summary: 'Sign out',
  action: 'anyone',
  run: async ({ request }) => {
    const response = cookieResponse(undefined, await signOut(request.headers.get('cookie') ?? ''))
    // Pages and answers a browser kept. What could not be sent yet is in its storage and stays.
    response.headers.set('Clear-Site-Data', '"cache"')
    return response
  },
})

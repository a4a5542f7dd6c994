import { defineRoute } from '@/lib/server/boundary/define-route'
import { listSessions } from '@/lib/server/use-cases/people/manage-account'

export const GET = defineRoute({
  summary: 'One’s own sessions: where one is signed in',
  action: 'account.manage-own',
  run: async ({ actor }) => ({ sessions: await listSessions(actor) }),
})

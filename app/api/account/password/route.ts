import { defineRoute } from '@/lib/server/boundary/define-route'
import { passwordBody } from '@/lib/server/boundary/schemas'
import { changePassword } from '@/lib/server/use-cases/people/manage-account'

export const POST = defineRoute({
  summary: 'Change one’s password; ends all one’s sessions',
  action: 'account.manage-own',
  body: passwordBody,
  run: ({ actor, body }) => changePassword(actor, body),
})

import { defineRoute } from '@/lib/server/boundary/define-route'
import { signOffParams } from '@/lib/server/boundary/schemas'
import { withdrawSignOff } from '@/lib/server/use-cases/sign-off/sign-off'

export const DELETE = defineRoute({
  summary: 'Withdraw a sign-off; the history keeps both',
  action: 'sign-off.withdraw',
  params: signOffParams,
  run: ({ actor, params }) => withdrawSignOff(actor, params.id, params.signOffId),
})

import { signOffAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams, signOffBody } from '@/lib/server/boundary/schemas'
import { readSignOff, signOff } from '@/lib/server/use-cases/sign-off/sign-off'

export const POST = defineRoute({
  summary: 'Sign for exactly this text; 409 `blocked` with what stands open, unless each of it is let pass with a reason',
  success: signOffAnswer,
  action: 'sign-off.give',
  params: idParams,
  body: signOffBody,
  status: 201,
  run: ({ actor, params, body }) => signOff(actor, params.id, body),
  answer: ({ actor, params }, { id }) => readSignOff(actor, params.id, id),
})

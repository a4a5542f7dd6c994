import { defineRoute } from '@/lib/server/boundary/define-route'
import { dismissalParams } from '@/lib/server/boundary/schemas'
import { takeUp } from '@/lib/server/use-cases/coverage/dismiss'

export const DELETE = defineRoute({
  summary: 'Take a sentence up again that was waved away',
  action: 'sentence.dismiss',
  params: dismissalParams,
  run: ({ actor, params }) => takeUp(actor, params.id, params.dismissalId),
})

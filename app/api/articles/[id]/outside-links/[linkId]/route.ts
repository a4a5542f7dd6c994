import { defineRoute } from '@/lib/server/boundary/define-route'
import { outsideLinkParams } from '@/lib/server/boundary/schemas'
import { revokeOutside } from '@/lib/server/use-cases/evidence/outside-reader'

export const DELETE = defineRoute({
  summary: 'Take the link of an outside reader back',
  action: 'outside.ask',
  params: outsideLinkParams,
  run: ({ actor, params }) => revokeOutside(actor, params.id, params.linkId),
})

import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams } from '@/lib/server/boundary/schemas'
import { removeSecondFactor } from '@/lib/server/use-cases/people/second-factor'

export const DELETE = defineRoute({
  summary: 'Take the second factor of somebody away who lost their app and codes',
  action: 'people.manage',
  params: idParams,
  run: ({ actor, params }) => removeSecondFactor(actor, params.id),
})

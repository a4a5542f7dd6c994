import { deliveriesAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams } from '@/lib/server/boundary/schemas'
import { readDeliveries } from '@/lib/server/use-cases/webhooks/manage-webhooks'

export const GET = defineRoute({
  summary: 'The last messages of a webhook, and what came of each',
  success: deliveriesAnswer,
  action: 'webhook.manage',
  params: idParams,
  run: async ({ params }) => ({ deliveries: await readDeliveries(params.id) }),
})

import { deliveriesAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams } from '@/lib/server/boundary/schemas'
import { tryWebhook } from '@/lib/server/use-cases/webhooks/manage-webhooks'

export const POST = defineRoute({
  summary: 'Send a message that tells of nothing, to see whether it arrives',
  success: deliveriesAnswer,
  action: 'webhook.manage',
  params: idParams,
  run: async ({ params }) => ({ deliveries: await tryWebhook(params.id) }),
})

import { deliveriesAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { deliveryParams } from '@/lib/server/boundary/schemas'
import { sendDeliveryAgain } from '@/lib/server/use-cases/webhooks/manage-webhooks'

export const POST = defineRoute({
  summary: 'Send a message once more that was given up',
  success: deliveriesAnswer,
  action: 'webhook.manage',
  params: deliveryParams,
  run: async ({ params }) => ({ deliveries: await sendDeliveryAgain(params.id, params.deliveryId) }),
})

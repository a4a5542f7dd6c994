import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams } from '@/lib/server/boundary/schemas'
import { endWebhook } from '@/lib/server/use-cases/webhooks/manage-webhooks'

export const DELETE = defineRoute({
  summary: 'End a webhook; what was to be sent is not sent any more',
  action: 'webhook.manage',
  params: idParams,
  run: ({ actor, params }) => endWebhook(actor, params.id),
})

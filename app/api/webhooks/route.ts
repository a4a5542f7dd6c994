import { webhooksAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { webhookBody } from '@/lib/server/boundary/schemas'
import { addWebhook, listWebhooks } from '@/lib/server/use-cases/webhooks/manage-webhooks'

export const GET = defineRoute({
  summary: 'Other programs that are told of changes',
  success: webhooksAnswer,
  action: 'webhook.manage',
  run: async () => ({ webhooks: await listWebhooks() }),
})

export const POST = defineRoute({
  summary: 'Tell another program of changes from now on; the secret its messages are signed with is shown once',
  action: 'webhook.manage',
  body: webhookBody,
  status: 201,
  isSecret: true,
  run: ({ actor, body }) => addWebhook(actor, body),
})

import { defineRoute } from '@/lib/server/boundary/define-route'
import { replyParams } from '@/lib/server/boundary/schemas'
import { restoreReply } from '@/lib/server/use-cases/sign-off/write-replies'

export const POST = defineRoute({
  summary: 'Put a removed right of reply back',
  action: 'reply.write',
  params: replyParams,
  run: ({ actor, params }) => restoreReply(actor, params.id, params.replyId),
})

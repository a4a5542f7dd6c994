import { replyAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { patchReplyBody, replyParams } from '@/lib/server/boundary/schemas'
import { changeReply, readReply, removeReply } from '@/lib/server/use-cases/sign-off/write-replies'

export const PATCH = defineRoute({
  summary: 'Say that they were asked, what they answered, whether it was used',
  success: replyAnswer,
  action: 'reply.write',
  params: replyParams,
  body: patchReplyBody,
  run: ({ actor, params, body }) => changeReply(actor, params.id, params.replyId, body),
  answer: ({ actor, params }) => readReply(actor, params.id, params.replyId),
})

export const DELETE = defineRoute({
  summary: 'Remove a right of reply; it can be restored',
  action: 'reply.write',
  params: replyParams,
  run: ({ actor, params }) => removeReply(actor, params.id, params.replyId),
})

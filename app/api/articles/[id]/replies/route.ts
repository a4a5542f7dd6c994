import { repliesAnswer, replyAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams, replyBody } from '@/lib/server/boundary/schemas'
import { addReply, readReplies, readReply } from '@/lib/server/use-cases/sign-off/write-replies'

export const GET = defineRoute({
  summary: 'Criticism in an article, who was asked about it and what they answered',
  success: repliesAnswer,
  action: 'article.read',
  params: idParams,
  run: async ({ actor, params }) => ({ replies: await readReplies(actor, params.id) }),
})

export const POST = defineRoute({
  summary: 'Note criticism of somebody, who has a right to answer it',
  success: replyAnswer,
  action: 'reply.write',
  params: idParams,
  body: replyBody,
  status: 201,
  run: ({ actor, params, body }) => addReply(actor, params.id, body),
  answer: ({ actor, params }, { id }) => readReply(actor, params.id, id),
})

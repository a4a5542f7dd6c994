import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams, seenBody } from '@/lib/server/boundary/schemas'
import { markSeen, readChanges } from '@/lib/server/use-cases/articles/read-changes'

export const GET = defineRoute({
  summary: 'What others did since you last said you had seen the article',
  action: 'history.read',
  params: idParams,
  run: ({ actor, params }) => readChanges(actor, params.id),
})

export const PUT = defineRoute({
  summary: 'Say up to where you have seen the article',
  action: 'history.read',
  params: idParams,
  body: seenBody,
  run: ({ actor, params, body }) => markSeen(actor, params.id, body),
})

import { stepsAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams, sinceQuery, stepsBody } from '@/lib/server/boundary/schemas'
import { appendSteps, readAppended, readStepsSince } from '@/lib/server/use-cases/articles/append-steps'

export const GET = defineRoute({
  summary: 'The log of the text from a version on',
  success: stepsAnswer,
  action: 'article.read',
  params: idParams,
  query: sinceQuery,
  run: ({ actor, params, query }) => readStepsSince(actor, params.id, query.since),
})

export const POST = defineRoute({
  summary: 'Append ProseMirror steps; 409 with the steps missed when behind',
  success: stepsAnswer,
  action: 'article.edit-text',
  params: idParams,
  body: stepsBody,
  takesTextAsIs: true,
  limit: 10_000_000,
  run: ({ actor, params, body }) => appendSteps(actor, params.id, body),
  answer: ({ actor, params }, receipt) => readAppended(actor, params.id, receipt),
})

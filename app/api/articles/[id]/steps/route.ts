import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams, sinceQuery, stepsBody } from '@/lib/server/boundary/schemas'
import { appendSteps, readStepsSince } from '@/lib/server/use-cases/append-steps'

export const GET = defineRoute({
  summary: 'The log of the text from a version on',
  action: 'article.read',
  params: idParams,
  query: sinceQuery,
  run: ({ params, query }) => readStepsSince(params.id, query.since),
})

export const POST = defineRoute({
  summary: 'Append ProseMirror steps; 409 with the steps missed when behind',
  action: 'article.edit-text',
  params: idParams,
  body: stepsBody,
  limit: 10_000_000,
  run: async ({ actor, params, body }) => {
    const { kind, ...result } = await appendSteps(actor, params.id, body)
    return kind === 'behind' ? Response.json(result, { status: 409, headers: { 'Cache-Control': 'no-store' } }) : result
  },
})

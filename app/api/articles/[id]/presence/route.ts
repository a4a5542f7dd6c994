import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams, presenceBody } from '@/lib/server/boundary/schemas'
import { showWhere } from '@/lib/server/use-cases/articles/stream-events'

export const POST = defineRoute({
  summary: 'Say where a tab with an open event stream is: its selection and open claim. Not stored.',
  action: 'article.read',
  params: idParams,
  body: presenceBody,
  run: ({ actor, params, body }) => showWhere(actor, params.id, body),
})

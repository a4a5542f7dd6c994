import { defineRoute } from '@/lib/server/boundary/define-route'
import { editsBody, idParams } from '@/lib/server/boundary/schemas'
import { applyEdits } from '@/lib/server/use-cases/apply-edits'

export const POST = defineRoute({
  summary: 'Replace stretches of the canonical text, given against a version',
  action: 'article.edit-text',
  params: idParams,
  body: editsBody,
  limit: 10_000_000,
  run: ({ actor, params, body }) => applyEdits(actor, params.id, body),
})

import { editsAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { editsBody, idParams } from '@/lib/server/boundary/schemas'
import { applyEdits, readEdited } from '@/lib/server/use-cases/articles/apply-edits'

export const POST = defineRoute({
  summary: 'Replace stretches of the canonical text, given against a version',
  success: editsAnswer,
  action: 'article.edit-text',
  params: idParams,
  body: editsBody,
  limit: 10_000_000,
  run: ({ actor, params, body }) => applyEdits(actor, params.id, body),
  answer: ({ actor, params }, receipt) => readEdited(actor, params.id, receipt),
})

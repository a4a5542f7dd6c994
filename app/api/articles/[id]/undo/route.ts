import { undoAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams, undoBody } from '@/lib/server/boundary/schemas'
import { readUndone, undoStep } from '@/lib/server/use-cases/claims/undo-step'

export const POST = defineRoute({
  summary: 'Take back what one did last on the claims of an article; the history keeps both',
  success: undoAnswer,
  action: 'article.read',
  params: idParams,
  body: undoBody,
  run: ({ actor, params, body }) => undoStep(actor, params.id, body.claimId ?? null),
  answer: ({ actor, params }, undone) => readUndone(actor, params.id, undone),
})

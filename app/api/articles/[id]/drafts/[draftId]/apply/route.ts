import { defineRoute } from '@/lib/server/boundary/define-route'
import { applyDraftBody, idAndDraftParams } from '@/lib/server/boundary/schemas'
import { applyDraft } from '@/lib/server/use-cases/apply-draft'

export const POST = defineRoute({
  summary: 'Put a draft in place of the text, with the proposals you accept',
  action: 'draft.bring',
  params: idAndDraftParams,
  body: applyDraftBody,
  run: ({ actor, params, body }) => applyDraft(actor, params.id, params.draftId, body),
})

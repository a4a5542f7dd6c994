import { articleAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { applyDraftBody, idAndDraftParams } from '@/lib/server/boundary/schemas'
import { readArticle } from '@/lib/server/use-cases/articles/read-article'
import { applyDraft } from '@/lib/server/use-cases/drafts/apply-draft'

export const POST = defineRoute({
  summary: 'Put a draft in place of the text, with the proposals you accept',
  success: articleAnswer,
  action: 'draft.bring',
  params: idAndDraftParams,
  body: applyDraftBody,
  run: ({ actor, params, body }) => applyDraft(actor, params.id, params.draftId, body),
  answer: ({ actor, params }) => readArticle(actor, params.id),
})

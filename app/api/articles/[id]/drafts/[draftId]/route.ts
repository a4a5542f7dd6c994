import { defineRoute } from '@/lib/server/boundary/define-route'
import { idAndDraftParams } from '@/lib/server/boundary/schemas'
import { discardDraft, readDraft } from '@/lib/server/use-cases/drafts/propose-draft'

export const GET = defineRoute({
  summary: 'What a waiting draft would do to the article as it is now',
  action: 'article.read',
  params: idAndDraftParams,
  run: ({ actor, params }) => readDraft(actor, params.id, params.draftId),
})

export const DELETE = defineRoute({
  summary: 'Leave the article as it is and put the draft aside',
  action: 'draft.bring',
  params: idAndDraftParams,
  run: ({ actor, params }) => discardDraft(actor, params.id, params.draftId),
})

import { IMPORT_LIMITS } from '@/lib/formats/importers/import-result'
import { AppError } from '@/lib/server/app-error'
import { readArticleInput } from '@/lib/server/boundary/article-input'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { articleBody, idParams } from '@/lib/server/boundary/schemas'
import { listDrafts, proposeDraft, readDraft } from '@/lib/server/use-cases/drafts/propose-draft'

export const GET = defineRoute({
  summary: 'Newer drafts that wait to be applied or left',
  action: 'article.read',
  params: idParams,
  run: ({ actor, params }) => listDrafts(actor, params.id),
})

export const POST = defineRoute({
  summary: 'Bring a newer draft: what would be carried, stale, lost and new. Nothing is applied.',
  action: 'draft.bring',
  params: idParams,
  body: articleBody,
  takesTextAsIs: true,
  acceptsForm: true,
  limit: IMPORT_LIMITS.fileBytes + 1_000_000,
  status: 201,
  run: async ({ actor, params, body, form, request }) => {
    const input = await readArticleInput(body, form, request.signal)
    if (input.kind === 'empty') throw new AppError('bad-request', 'Give the newer draft as text, markdown or html, or as a file.')
    return proposeDraft(actor, params.id, input, request.signal)
  },
  answer: ({ actor, params }, { id }) => readDraft(actor, params.id, id),
})

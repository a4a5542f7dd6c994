import { IMPORT_LIMITS } from '@/lib/formats/importers/import-result'
import { AppError } from '@/lib/server/app-error'
import { previewAnswer } from '@/lib/server/boundary/answers'
import { readArticleInput } from '@/lib/server/boundary/article-input'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { articleBody } from '@/lib/server/boundary/schemas'
import { previewImport } from '@/lib/server/use-cases/articles/preview-import'

export const POST = defineRoute({
  summary: 'How an article would be read: its first lines, and what was not understood. Nothing is kept.',
  success: previewAnswer,
  action: 'article.create',
  body: articleBody,
  takesTextAsIs: true,
  acceptsForm: true,
  limit: IMPORT_LIMITS.fileBytes + 1_000_000,
  run: async ({ actor, body, form, request }) => {
    const input = await readArticleInput(body, form, request.signal)
    if (input.kind === 'empty') throw new AppError('bad-request', 'Give the article as text, markdown or html, or as a file.')
    return previewImport(actor, { ...input, remarks: input.remarks ?? 'claims' }, request.signal)
  },
})

import { IMPORT_LIMITS } from '@/lib/formats/importers/import-result'
import { AppError } from '@/lib/server/app-error'
import { capturesAnswer, idAnswer } from '@/lib/server/boundary/answers'
import { readArticleInput, readEvidenceInput } from '@/lib/server/boundary/article-input'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { articleBody, idParams } from '@/lib/server/boundary/schemas'
import { captureSource, readCaptures } from '@/lib/server/use-cases/evidence/capture-source'

export const GET = defineRoute({
  summary: 'Texts kept of a source, the newest first',
  success: capturesAnswer,
  action: 'article.read',
  params: idParams,
  run: async ({ actor, params }) => ({ captures: await readCaptures(actor, params.id) }),
})

export const POST = defineRoute({
  summary:
    'Keep what a source says: text, Markdown, HTML, or a file (also a picture, a sound or an e-mail); quotes are then looked up in it',
  success: idAnswer,
  action: 'source.write',
  params: idParams,
  body: articleBody,
  takesTextAsIs: true,
  acceptsForm: true,
  limit: IMPORT_LIMITS.fileBytes + 1_000_000,
  status: 201,
  run: async ({ actor, params, body, form, request }) => {
    const other = readEvidenceInput(form)
    if (other) return captureSource(actor, params.id, other, request.signal)
    const input = await readArticleInput(body, form)
    if (input.kind === 'empty') throw new AppError('invalid-input', 'Give the text of the source, or a file.')
    return captureSource(actor, params.id, input, request.signal)
  },
})

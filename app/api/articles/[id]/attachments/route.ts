import { AppError } from '@/lib/server/app-error'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams } from '@/lib/server/boundary/schemas'
import { keepPicture } from '@/lib/server/use-cases/articles/keep-attachment'

export const POST = defineRoute({
  summary: 'Keep a picture for an article (multipart, field `file`)',
  action: 'article.edit-text',
  params: idParams,
  acceptsForm: true,
  limit: 11_000_000,
  status: 201,
  run: async ({ actor, params, form }) => {
    const file = form?.file
    if (!file) throw new AppError('bad-request', 'Send the picture as the form field “file”.')
    return keepPicture(actor, params.id, await file.bytes())
  },
})

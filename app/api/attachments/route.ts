import { AppError } from '@/lib/server/boundary/app-error'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { keepPicture } from '@/lib/server/use-cases/keep-attachment'

export const POST = defineRoute({
  summary: 'Keep a picture for an article (multipart, field `file`)',
  action: 'article.edit-text',
  acceptsForm: true,
  limit: 11_000_000,
  status: 201,
  run: async ({ form }) => {
    const file = form?.get('file')
    if (!(file instanceof File)) throw new AppError('bad-request', 'Send the picture as the form field “file”.')
    return keepPicture(new Uint8Array(await file.arrayBuffer()))
  },
})

import { z } from 'zod'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { pictureResponse } from '@/lib/server/boundary/responses'
import { readAttachment } from '@/lib/server/use-cases/articles/keep-attachment'

export const GET = defineRoute({
  summary: 'A kept picture of an article you may open, by the SHA-256 of its bytes',
  action: 'article.read',
  params: z.object({ id: z.string().regex(/^[0-9a-f]{64}$/) }),
  run: async ({ actor, params }) => pictureResponse(await readAttachment(actor, params.id)),
})

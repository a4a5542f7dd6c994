import { z } from 'zod'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { readAttachment } from '@/lib/server/use-cases/keep-attachment'

export const GET = defineRoute({
  summary: 'A kept picture, by the SHA-256 of its bytes',
  action: 'article.read',
  params: z.object({ id: z.string().regex(/^[0-9a-f]{64}$/) }),
  run: ({ params }) => readAttachment(params.id),
})

import { articleAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { keptResponse } from '@/lib/server/boundary/responses'
import { idParams } from '@/lib/server/boundary/schemas'
import { deleteArticle } from '@/lib/server/use-cases/articles/delete-article'
import { openToRead } from '@/lib/server/use-cases/articles/read-article'

export const GET = defineRoute({
  summary: 'An article: document, canonical text and its hash, claims in reading order',
  success: articleAnswer,
  action: 'article.read',
  params: idParams,
  run: async ({ actor, params, request }) => {
    const { stamp, read } = await openToRead(actor, params.id)
    return keptResponse(request, stamp, read)
  },
})

export const DELETE = defineRoute({
  summary: 'Put an article in the bin; it can be restored for 30 days',
  action: 'article.delete',
  params: idParams,
  run: ({ actor, params }) => deleteArticle(actor, params.id),
})

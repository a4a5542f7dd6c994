import { z } from 'zod'
import { AUDIENCES } from '@/lib/core/article/article-snapshot'
import { AppError } from '@/lib/server/app-error'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { downloadResponse } from '@/lib/server/boundary/responses'
import { exportArticle } from '@/lib/server/use-cases/articles/export-article'

export const GET = defineRoute({
  summary: 'The annotated report in a format, at once',
  action: 'article.export',
  isLogged: true,
  params: z.object({ id: z.string().max(60), format: z.string().max(60) }),
  query: z.object({ audience: z.enum(AUDIENCES).optional() }),
  run: async ({ actor, params, query, request }) => {
    // A report is made for whoever takes it; asking only for its head would make one for nobody.
    if (request.method === 'HEAD') throw new AppError('method-not-allowed')
    return downloadResponse(await exportArticle(actor, params.id, params.format, query.audience, { signal: request.signal }))
  },
})

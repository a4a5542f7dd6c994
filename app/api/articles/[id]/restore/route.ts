import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams } from '@/lib/server/boundary/schemas'
import { restoreArticle } from '@/lib/server/use-cases/articles/delete-article'

export const POST = defineRoute({
  summary: 'Take an article out of the bin',
  action: 'article.restore',
  params: idParams,
  run: ({ actor, params }) => restoreArticle(actor, params.id),
})

import { retentionAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams, retentionBody } from '@/lib/server/boundary/schemas'
import { readRetention, retainArticle } from '@/lib/server/use-cases/articles/retain-article'

export const GET = defineRoute({
  summary: 'Whether an article is held, and on which day its contents are purged',
  success: retentionAnswer,
  action: 'article.retain',
  params: idParams,
  run: ({ actor, params }) => readRetention(actor, params.id),
})

export const PUT = defineRoute({
  summary: 'Hold an article (nothing of it is deleted), let it go, or set the day its contents are purged',
  success: retentionAnswer,
  action: 'article.retain',
  params: idParams,
  body: retentionBody,
  run: ({ actor, params, body }) => retainArticle(actor, params.id, body),
  answer: ({ actor, params }) => readRetention(actor, params.id),
})

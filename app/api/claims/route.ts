import { boardAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { boardQuery } from '@/lib/server/boundary/schemas'
import { readBoard } from '@/lib/server/use-cases/claims/read-claims'

export const GET = defineRoute({
  summary: 'Claims across articles, last changed first',
  success: boardAnswer,
  action: 'article.read',
  query: boardQuery,
  run: ({ actor, query: { article, assignee, ...filter } }) =>
    readBoard(actor, { ...filter, articleId: article, assigneeId: assignee === 'none' ? null : assignee }),
})

import { defineRoute } from '@/lib/server/boundary/define-route'
import { boardQuery } from '@/lib/server/boundary/schemas'
import { readBoard } from '@/lib/server/use-cases/read-claims'

export const GET = defineRoute({
  summary: 'Claims across articles, last changed first',
  action: 'article.read',
  query: boardQuery,
  run: ({ query: { article, assignee, ...filter } }) =>
    readBoard({ ...filter, articleId: article, assigneeId: assignee === 'none' ? null : assignee }),
})

import { defineRoute } from '@/lib/server/boundary/define-route'
import { compareQuery, idParams } from '@/lib/server/boundary/schemas'
import { compareVersions } from '@/lib/server/use-cases/versions/read-version'

export const GET = defineRoute({
  summary: 'Two versions beside each other, paragraph by paragraph and word by word',
  action: 'article.read',
  params: idParams,
  query: compareQuery,
  run: ({ actor, params, query }) => compareVersions(actor, params.id, query.from, query.to),
})

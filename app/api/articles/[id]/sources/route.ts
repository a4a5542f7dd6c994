import { articleSourcesAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams } from '@/lib/server/boundary/schemas'
import { readArticleSources } from '@/lib/server/use-cases/evidence/read-article-sources'

export const GET = defineRoute({
  summary: 'The sources an article rests on, with what was found at their addresses last',
  success: articleSourcesAnswer,
  action: 'article.read',
  params: idParams,
  run: async ({ actor, params }) => ({ sources: await readArticleSources(actor, params.id) }),
})

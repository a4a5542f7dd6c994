import { similarAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { similarQuery } from '@/lib/server/boundary/schemas'
import { knownSources } from '@/lib/server/use-cases/evidence/look-up-source'

export const GET = defineRoute({
  summary: 'Sources of the library with the same address, DOI or title',
  success: similarAnswer,
  action: 'article.read',
  query: similarQuery,
  run: async ({ actor, query }) => ({ known: await knownSources(actor, query) }),
})

import { publicationAnswer, publicationsAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams, publicationBody } from '@/lib/server/boundary/schemas'
import { publishArticle, readPublication, readPublications } from '@/lib/server/use-cases/publication/publish'

export const GET = defineRoute({
  summary: 'Where an article was published, when, and which text',
  success: publicationsAnswer,
  action: 'article.read',
  params: idParams,
  run: async ({ actor, params }) => ({ publications: await readPublications(actor, params.id) }),
})

export const POST = defineRoute({
  summary: 'Say that the text as it is now was published',
  success: publicationAnswer,
  action: 'article.publish',
  params: idParams,
  body: publicationBody,
  status: 201,
  run: ({ actor, params, body }) => publishArticle(actor, params.id, body),
  answer: ({ actor, params }, { id }) => readPublication(actor, params.id, id),
})

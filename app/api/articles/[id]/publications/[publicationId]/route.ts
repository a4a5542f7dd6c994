import { defineRoute } from '@/lib/server/boundary/define-route'
import { publicationParams } from '@/lib/server/boundary/schemas'
import { withdrawPublication } from '@/lib/server/use-cases/publication/publish'

export const DELETE = defineRoute({
  summary: 'Take back that an article was published there',
  action: 'article.publish',
  params: publicationParams,
  run: ({ actor, params }) => withdrawPublication(actor, params.id, params.publicationId),
})

import { defineRoute } from '@/lib/server/boundary/define-route'
import { idAndVersionParams } from '@/lib/server/boundary/schemas'
import { readVersion } from '@/lib/server/use-cases/versions/read-version'

export const GET = defineRoute({
  summary: 'The text of an article at a version, with its claims as they stood',
  action: 'article.read',
  params: idAndVersionParams,
  run: ({ actor, params }) => readVersion(actor, params.id, params.n),
})

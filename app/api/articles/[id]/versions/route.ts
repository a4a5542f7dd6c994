import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams, nameVersionBody, versionsQuery } from '@/lib/server/boundary/schemas'
import { listVersions, nameVersion } from '@/lib/server/use-cases/versions/manage-versions'

export const GET = defineRoute({
  summary: 'Who changed the text and when, newest first, with named versions',
  action: 'article.read',
  params: idParams,
  query: versionsQuery,
  run: ({ actor, params, query }) => listVersions(actor, params.id, query.before),
})

export const POST = defineRoute({
  summary: 'Name a version; the current one unless said',
  action: 'version.name',
  params: idParams,
  body: nameVersionBody,
  status: 201,
  run: ({ actor, params, body }) => nameVersion(actor, params.id, body),
})

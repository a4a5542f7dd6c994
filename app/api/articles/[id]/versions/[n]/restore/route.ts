import { defineRoute } from '@/lib/server/boundary/define-route'
import { idAndVersionParams, restoreBody } from '@/lib/server/boundary/schemas'
import { restoreVersion } from '@/lib/server/use-cases/versions/manage-versions'

export const POST = defineRoute({
  summary: 'Make the text what it was at a version, as a new version',
  action: 'version.restore',
  params: idAndVersionParams,
  body: restoreBody,
  run: ({ actor, params, body }) => restoreVersion(actor, params.id, params.n, body.seen),
})

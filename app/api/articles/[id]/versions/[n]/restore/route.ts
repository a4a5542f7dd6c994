import { defineRoute } from '@/lib/server/boundary/define-route'
import { idAndVersionParams } from '@/lib/server/boundary/schemas'
import { restoreVersion } from '@/lib/server/use-cases/versions/manage-versions'

export const POST = defineRoute({
  summary: 'Make the text what it was at a version, as a new version',
  action: 'version.restore',
  params: idAndVersionParams,
  run: ({ actor, params }) => restoreVersion(actor, params.id, params.n),
})

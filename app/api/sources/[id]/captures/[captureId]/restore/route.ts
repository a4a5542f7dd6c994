import { defineRoute } from '@/lib/server/boundary/define-route'
import { captureParams } from '@/lib/server/boundary/schemas'
import { restoreCapture } from '@/lib/server/use-cases/evidence/capture-source'

export const POST = defineRoute({
  summary: 'Put a text back that was kept of a source',
  action: 'source.write',
  params: captureParams,
  run: ({ actor, params }) => restoreCapture(actor, params.id, params.captureId),
})

import { defineRoute } from '@/lib/server/boundary/define-route'
import { evidenceFileResponse } from '@/lib/server/boundary/responses'
import { captureParams } from '@/lib/server/boundary/schemas'
import { readCaptureFile } from '@/lib/server/use-cases/evidence/capture-source'

export const GET = defineRoute({
  summary: 'The file kept of a source: pictures and sounds to be shown, others to be downloaded',
  action: 'article.read',
  params: captureParams,
  run: async ({ actor, params, request }) =>
    evidenceFileResponse(await readCaptureFile(actor, params.id, params.captureId), request.headers.get('range')),
})

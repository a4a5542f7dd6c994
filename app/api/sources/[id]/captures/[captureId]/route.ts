import { captureAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { captureParams } from '@/lib/server/boundary/schemas'
import { readCapture, removeCapture } from '@/lib/server/use-cases/evidence/capture-source'

export const GET = defineRoute({
  summary: 'A text kept of a source',
  success: captureAnswer,
  action: 'article.read',
  params: captureParams,
  run: ({ actor, params }) => readCapture(actor, params.id, params.captureId),
})

export const DELETE = defineRoute({
  summary: 'Remove a text kept of a source; the record keeps that it was there',
  action: 'source.write',
  params: captureParams,
  run: ({ actor, params }) => removeCapture(actor, params.id, params.captureId),
})

import { defineRoute } from '@/lib/server/boundary/define-route'
import { evidenceBody, idParams } from '@/lib/server/boundary/schemas'
import { addEvidence } from '@/lib/server/use-cases/write-evidence'

export const POST = defineRoute({
  summary: 'Tie a source to a claim: one from the library, or a new one',
  action: 'evidence.write',
  params: idParams,
  body: evidenceBody,
  status: 201,
  run: ({ actor, params, body }) => addEvidence(actor, params.id, body),
})

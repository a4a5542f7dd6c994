import { evidenceAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { evidenceBody, idParams } from '@/lib/server/boundary/schemas'
import { addEvidence, readEvidence } from '@/lib/server/use-cases/evidence/write-evidence'

export const POST = defineRoute({
  summary: 'Tie a source to a claim: one from the library, or a new one',
  success: evidenceAnswer,
  action: 'evidence.write',
  params: idParams,
  body: evidenceBody,
  status: 201,
  run: ({ actor, params, body }) => addEvidence(actor, params.id, body),
  answer: ({ actor }, { id }) => readEvidence(actor, id),
})

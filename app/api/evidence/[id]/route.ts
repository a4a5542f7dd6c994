import { evidenceAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams, patchEvidenceBody } from '@/lib/server/boundary/schemas'
import { readEvidence, removeEvidence, updateEvidence } from '@/lib/server/use-cases/evidence/write-evidence'

export const PATCH = defineRoute({
  summary: 'Change what a source does for a claim',
  success: evidenceAnswer,
  action: 'evidence.write',
  params: idParams,
  body: patchEvidenceBody,
  run: ({ actor, params, body }) => updateEvidence(actor, params.id, body),
  answer: ({ actor, params }) => readEvidence(actor, params.id),
})

export const DELETE = defineRoute({
  summary: 'Untie a source from a claim; the source stays in the library',
  action: 'evidence.write',
  params: idParams,
  run: ({ actor, params }) => removeEvidence(actor, params.id),
})

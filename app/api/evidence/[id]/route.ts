import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams, patchEvidenceBody } from '@/lib/server/boundary/schemas'
import { removeEvidence, updateEvidence } from '@/lib/server/use-cases/write-evidence'

export const PATCH = defineRoute({
  summary: 'Change what a source does for a claim',
  action: 'evidence.write',
  params: idParams,
  body: patchEvidenceBody,
  run: ({ actor, params, body }) => updateEvidence(actor, params.id, body),
})

export const DELETE = defineRoute({
  summary: 'Untie a source from a claim; the source stays in the library',
  action: 'evidence.write',
  params: idParams,
  run: ({ actor, params }) => removeEvidence(actor, params.id),
})

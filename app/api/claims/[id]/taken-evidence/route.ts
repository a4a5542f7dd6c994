import { claimDetailAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams, takeEvidenceBody } from '@/lib/server/boundary/schemas'
import { takeEvidence } from '@/lib/server/use-cases/claims/checked-before'
import { readClaim } from '@/lib/server/use-cases/claims/read-claims'

export const POST = defineRoute({
  summary: 'Take the evidence of another claim over, to be confirmed; never its outcome',
  success: claimDetailAnswer,
  action: 'evidence.write',
  params: idParams,
  body: takeEvidenceBody,
  status: 201,
  run: ({ actor, params, body }) => takeEvidence(actor, params.id, body.from),
  answer: ({ actor, params }) => readClaim(actor, params.id),
})

import { claimDetailAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams, patchClaimBody } from '@/lib/server/boundary/schemas'
import { removeClaim } from '@/lib/server/use-cases/claims/move-claim'
import { readClaim } from '@/lib/server/use-cases/claims/read-claims'
import { updateClaim } from '@/lib/server/use-cases/claims/update-claim'

export const GET = defineRoute({
  summary: 'A claim with its notes and evidence',
  success: claimDetailAnswer,
  action: 'article.read',
  params: idParams,
  run: ({ actor, params }) => readClaim(actor, params.id),
})

export const PATCH = defineRoute({
  summary: 'Change a claim on any axis; 409 with both values when it changed since `revision`',
  // Each field has its own row of the policy table, checked in the use case.
  success: claimDetailAnswer,
  action: 'article.read',
  params: idParams,
  body: patchClaimBody,
  run: ({ actor, params, body }) => updateClaim(actor, params.id, body),
  answer: ({ actor, params }) => readClaim(actor, params.id),
})

export const DELETE = defineRoute({
  summary: 'Remove a claim; it can be restored',
  action: 'claim.remove',
  params: idParams,
  run: ({ actor, params }) => removeClaim(actor, params.id),
})

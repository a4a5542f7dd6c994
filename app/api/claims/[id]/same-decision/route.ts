import { claimDetailAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams, sameDecisionBody } from '@/lib/server/boundary/schemas'
import { readClaim } from '@/lib/server/use-cases/claims/read-claims'
import { decideSame } from '@/lib/server/use-cases/claims/repeats'

export const POST = defineRoute({
  summary: 'Decide a claim as another of the same article is decided, with its evidence, because both state the same fact',
  success: claimDetailAnswer,
  action: 'claim.decide',
  params: idParams,
  body: sameDecisionBody,
  run: ({ actor, params, body }) => decideSame(actor, params.id, body),
  answer: ({ actor, params }) => readClaim(actor, params.id),
})

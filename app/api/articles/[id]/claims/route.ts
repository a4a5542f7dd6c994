import { claimDetailAnswer, claimsAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { claimsQuery, createClaimBody, idParams } from '@/lib/server/boundary/schemas'
import { createClaim } from '@/lib/server/use-cases/claims/create-claim'
import { readClaim, readClaims } from '@/lib/server/use-cases/claims/read-claims'

export const GET = defineRoute({
  summary: 'Claims of an article in reading order',
  success: claimsAnswer,
  action: 'article.read',
  params: idParams,
  query: claimsQuery,
  run: async ({ actor, params, query }) => ({ claims: await readClaims(actor, params.id, query) }),
})

export const POST = defineRoute({
  summary: 'Make a claim on some words, by quote or by offsets',
  success: claimDetailAnswer,
  action: 'claim.create',
  params: idParams,
  body: createClaimBody,
  status: 201,
  run: ({ actor, params, body: { selector, ...fields } }) => createClaim(actor, params.id, selector, fields),
  answer: ({ actor }, { id }) => readClaim(actor, id),
})

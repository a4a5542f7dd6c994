import { defineRoute } from '@/lib/server/boundary/define-route'
import { claimsQuery, createClaimBody, idParams } from '@/lib/server/boundary/schemas'
import { createClaim } from '@/lib/server/use-cases/create-claim'
import { readClaims } from '@/lib/server/use-cases/read-claims'

export const GET = defineRoute({
  summary: 'Claims of an article in reading order',
  action: 'article.read',
  params: idParams,
  query: claimsQuery,
  run: async ({ params, query }) => ({ claims: await readClaims(params.id, query) }),
})

export const POST = defineRoute({
  summary: 'Make a claim on some words, by quote or by offsets',
  action: 'claim.create',
  params: idParams,
  body: createClaimBody,
  status: 201,
  run: ({ actor, params, body: { selector, ...fields } }) => createClaim(actor, params.id, selector, fields),
})

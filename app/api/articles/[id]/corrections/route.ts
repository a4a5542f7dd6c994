import { correctionAnswer, proposalsAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams, proposalBody } from '@/lib/server/boundary/schemas'
import { proposeWords, readCorrection, readProposals } from '@/lib/server/use-cases/claims/write-corrections'

export const GET = defineRoute({
  summary: 'Proposed words that nobody decided on yet, and where they stand now',
  success: proposalsAnswer,
  action: 'article.read',
  params: idParams,
  run: ({ actor, params }) => readProposals(actor, params.id),
})

export const POST = defineRoute({
  summary: 'Propose other words for a stretch of the text; they hang on the claim they touch, or stand alone',
  success: correctionAnswer,
  action: 'correction.propose',
  params: idParams,
  body: proposalBody,
  status: 201,
  run: ({ actor, params, body }) => proposeWords(actor, params.id, body),
  answer: ({ actor }, { id }) => readCorrection(actor, id),
})

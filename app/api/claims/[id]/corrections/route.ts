import { correctionAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { correctionBody, idParams } from '@/lib/server/boundary/schemas'
import { proposeCorrection, readCorrection } from '@/lib/server/use-cases/claims/write-corrections'

export const POST = defineRoute({
  summary: 'Propose new words for a claim',
  success: correctionAnswer,
  action: 'correction.propose',
  params: idParams,
  body: correctionBody,
  status: 201,
  run: ({ actor, params, body }) => proposeCorrection(actor, params.id, body),
  answer: ({ actor }, { id }) => readCorrection(actor, id),
})

import { defineRoute } from '@/lib/server/boundary/define-route'
import { correctionBody, idParams } from '@/lib/server/boundary/schemas'
import { proposeCorrection } from '@/lib/server/use-cases/write-corrections'

export const POST = defineRoute({
  summary: 'Propose new words for a claim',
  action: 'correction.propose',
  params: idParams,
  body: correctionBody,
  status: 201,
  run: ({ actor, params, body }) => proposeCorrection(actor, params.id, body),
})

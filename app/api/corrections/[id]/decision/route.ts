import { correctionAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { decideCorrectionBody, idParams } from '@/lib/server/boundary/schemas'
import { acceptCorrection, declineCorrection, readCorrection } from '@/lib/server/use-cases/claims/write-corrections'

export const POST = defineRoute({
  summary: 'Accept proposed words (they go into the text in your name) or decline them with a reason; take back your own',
  success: correctionAnswer,
  action: 'correction.decline',
  params: idParams,
  body: decideCorrectionBody,
  run: ({ actor, params, body }) =>
    body.decision === 'accept' ? acceptCorrection(actor, params.id) : declineCorrection(actor, params.id, body.reason ?? null),
  answer: ({ actor, params }) => readCorrection(actor, params.id),
})

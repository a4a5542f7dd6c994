import { can } from '@/lib/core/permissions/policy'
import { AppError } from '@/lib/server/boundary/app-error'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { decideCorrectionBody, idParams } from '@/lib/server/boundary/schemas'
import { acceptCorrection, declineCorrection } from '@/lib/server/use-cases/write-corrections'

export const POST = defineRoute({
  summary: 'Accept proposed words (they go into the text in your name) or decline them with a reason; take back your own',
  action: 'correction.propose',
  params: idParams,
  body: decideCorrectionBody,
  run: ({ actor, params, body }) => {
    if (body.decision === 'decline') return declineCorrection(actor, params.id, body.reason ?? null)
    if (!can(actor.role, 'correction.decide')) throw new AppError('forbidden', 'An author or editor accepts corrections.')
    return acceptCorrection(actor, params.id)
  },
})

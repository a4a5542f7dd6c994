import { blindAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams } from '@/lib/server/boundary/schemas'
import { readBlind } from '@/lib/server/use-cases/claims/second-checks'

export const GET = defineRoute({
  summary: 'What a second checker may see: the words and the sources, nothing that was found',
  success: blindAnswer,
  action: 'second-check.answer',
  params: idParams,
  run: ({ actor, params }) => readBlind(actor, params.id),
})

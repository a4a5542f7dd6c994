import { erratumAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { erratumParams } from '@/lib/server/boundary/schemas'
import { readErratum, restoreErratum } from '@/lib/server/use-cases/publication/write-errata'

export const POST = defineRoute({
  summary: 'Bring a removed error back',
  success: erratumAnswer,
  action: 'erratum.write',
  params: erratumParams,
  run: ({ actor, params }) => restoreErratum(actor, params.id, params.erratumId),
  answer: ({ actor, params }) => readErratum(actor, params.id, params.erratumId),
})

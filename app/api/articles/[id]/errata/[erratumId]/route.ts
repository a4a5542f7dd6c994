import { erratumAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { erratumParams, patchErratumBody } from '@/lib/server/boundary/schemas'
import { changeErratum, readErratum, removeErratum } from '@/lib/server/use-cases/publication/write-errata'

export const PATCH = defineRoute({
  summary: 'Change what is known of an error, its cause or its correction note',
  success: erratumAnswer,
  action: 'erratum.write',
  params: erratumParams,
  body: patchErratumBody,
  run: ({ actor, params, body }) => changeErratum(actor, params.id, params.erratumId, body),
  answer: ({ actor, params }) => readErratum(actor, params.id, params.erratumId),
})

export const DELETE = defineRoute({
  summary: 'Remove an error; it can be restored',
  action: 'erratum.write',
  params: erratumParams,
  run: ({ actor, params }) => removeErratum(actor, params.id, params.erratumId),
})

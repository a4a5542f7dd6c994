import { sourceAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams, mergeBody } from '@/lib/server/boundary/schemas'
import { mergeSource, partSource, readSource } from '@/lib/server/use-cases/evidence/write-sources'

export const POST = defineRoute({
  summary: 'Say that a source is another one: what rests on it rests on that one',
  success: sourceAnswer,
  action: 'source.merge',
  params: idParams,
  body: mergeBody,
  run: ({ actor, params, body }) => mergeSource(actor, params.id, body.into),
  answer: ({ actor, params }) => readSource(actor, params.id),
})

export const DELETE = defineRoute({
  summary: 'Part a source from the one it was merged into',
  success: sourceAnswer,
  action: 'source.merge',
  params: idParams,
  run: ({ actor, params }) => partSource(actor, params.id),
  answer: ({ actor, params }) => readSource(actor, params.id),
})

import { sourceAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams, patchSourceBody } from '@/lib/server/boundary/schemas'
import { readSource, updateSource } from '@/lib/server/use-cases/evidence/write-sources'

export const GET = defineRoute({
  summary: 'A source and the claims that rest on it',
  success: sourceAnswer,
  action: 'article.read',
  params: idParams,
  run: ({ actor, params }) => readSource(actor, params.id),
})

export const PATCH = defineRoute({
  summary: 'Change a source',
  success: sourceAnswer,
  action: 'source.write',
  params: idParams,
  body: patchSourceBody,
  run: ({ actor, params, body }) => updateSource(actor, params.id, body),
  answer: ({ actor, params }) => readSource(actor, params.id),
})

import { errataAnswer, erratumAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { erratumBody, idParams } from '@/lib/server/boundary/schemas'
import { addErratum, readErrata, readErratum } from '@/lib/server/use-cases/publication/write-errata'

export const GET = defineRoute({
  summary: 'What was wrong in a published article, how it got through, and the correction notes',
  success: errataAnswer,
  action: 'article.read',
  params: idParams,
  run: async ({ actor, params }) => ({ errata: await readErrata(actor, params.id) }),
})

export const POST = defineRoute({
  summary: 'Note what was wrong in what was published',
  success: erratumAnswer,
  action: 'erratum.write',
  params: idParams,
  body: erratumBody,
  status: 201,
  run: ({ actor, params, body }) => addErratum(actor, params.id, body),
  answer: ({ actor, params }, { id }) => readErratum(actor, params.id, id),
})

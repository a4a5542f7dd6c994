import { accessAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { accessBody, idParams } from '@/lib/server/boundary/schemas'
import { readAccess, setAccess } from '@/lib/server/use-cases/articles/set-access'

export const GET = defineRoute({
  summary: 'Who may open an article',
  success: accessAnswer,
  action: 'article.read',
  params: idParams,
  run: ({ actor, params }) => readAccess(actor, params.id),
})

export const PATCH = defineRoute({
  summary: 'Let everyone on the desk open an article, or only the people listed; anybody else gets 404 everywhere',
  success: accessAnswer,
  action: 'article.set-access',
  params: idParams,
  body: accessBody,
  run: ({ actor, params, body }) => setAccess(actor, params.id, body),
  answer: ({ actor, params }) => readAccess(actor, params.id),
})

import { linkCheckAnswer, linkChecksAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams } from '@/lib/server/boundary/schemas'
import { checkLink, readLinkChecks } from '@/lib/server/use-cases/evidence/check-link'

export const GET = defineRoute({
  summary: 'What was found at a source’s address, the newest first',
  success: linkChecksAnswer,
  action: 'article.read',
  params: idParams,
  run: async ({ actor, params }) => ({ checks: await readLinkChecks(actor, params.id) }),
})

export const POST = defineRoute({
  summary: 'Fetch a source’s page: is it there, does it say what the kept copy says, do the quotes stand there',
  success: linkCheckAnswer,
  action: 'source.write',
  params: idParams,
  status: 201,
  run: ({ actor, params, request }) => checkLink(actor, params.id, request.signal),
})

import { newOutsideLinkAnswer, outsideLinksAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams, outsideLinkBody } from '@/lib/server/boundary/schemas'
import { askOutside, readOutsideLinks } from '@/lib/server/use-cases/evidence/outside-reader'

export const GET = defineRoute({
  summary: 'Outside readers of an article, and how far they are',
  success: outsideLinksAnswer,
  action: 'outside.ask',
  params: idParams,
  run: async ({ actor, params }) => ({ links: await readOutsideLinks(actor, params.id) }),
})

export const POST = defineRoute({
  summary: 'Make a link for one outside reader to some claims; its path is shown once',
  success: newOutsideLinkAnswer,
  action: 'outside.ask',
  params: idParams,
  body: outsideLinkBody,
  status: 201,
  isSecret: true,
  run: ({ actor, params, body }) => askOutside(actor, params.id, body),
})

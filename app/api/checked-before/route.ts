import { checkedBeforeAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { checkedBeforeQuery } from '@/lib/server/boundary/schemas'
import { findCheckedBefore } from '@/lib/server/use-cases/claims/checked-before'

export const GET = defineRoute({
  summary: 'Decided claims like some words, in the articles you may open',
  success: checkedBeforeAnswer,
  action: 'article.read',
  query: checkedBeforeQuery,
  run: async ({ actor, query }) => ({ claims: await findCheckedBefore(actor, query.text, query.not ?? null) }),
})

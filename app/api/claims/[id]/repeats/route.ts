import { repeatsAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams } from '@/lib/server/boundary/schemas'
import { readRepeats } from '@/lib/server/use-cases/claims/repeats'

export const GET = defineRoute({
  summary: 'Where else the article says what the claim says, and where it still says what it said when it was decided',
  success: repeatsAnswer,
  action: 'article.read',
  params: idParams,
  run: ({ actor, params }) => readRepeats(actor, params.id),
})

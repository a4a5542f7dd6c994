import { findingsAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams } from '@/lib/server/boundary/schemas'
import { readFindings } from '@/lib/server/use-cases/coverage/read-findings'

export const GET = defineRoute({
  summary: 'What in an article is at odds with itself: names, titles, dates, figures, quotation marks, letters nobody explained',
  success: findingsAnswer,
  action: 'article.read',
  params: idParams,
  run: ({ actor, params }) => readFindings(actor, params.id),
})

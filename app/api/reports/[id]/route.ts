import { reportJobAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams } from '@/lib/server/boundary/schemas'
import { endReport, readReport } from '@/lib/server/use-cases/articles/report-jobs'

export const GET = defineRoute({
  summary: 'How far one of your reports is',
  success: reportJobAnswer,
  action: 'article.export',
  params: idParams,
  run: ({ actor, params }) => readReport(actor, params.id),
})

export const DELETE = defineRoute({
  summary: 'Cancel a report that is being made, or give up one that was made',
  action: 'article.export',
  params: idParams,
  run: ({ actor, params }) => endReport(actor, params.id),
})

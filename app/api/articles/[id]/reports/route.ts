import { idAnswer, reportJobsAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams, reportJobBody } from '@/lib/server/boundary/schemas'
import { beginReport, readReports } from '@/lib/server/use-cases/articles/report-jobs'

export const GET = defineRoute({
  summary: 'Your reports of an article: made, and being made',
  success: reportJobsAnswer,
  action: 'article.export',
  params: idParams,
  run: async ({ actor, params }) => ({ reports: await readReports(actor, params.id) }),
})

export const POST = defineRoute({
  summary: 'Begin to make an annotated report; ask for it by its id until it is ready, then take its file',
  success: idAnswer,
  action: 'article.export',
  params: idParams,
  body: reportJobBody,
  status: 202,
  run: ({ actor, params, body }) => beginReport(actor, params.id, body),
})

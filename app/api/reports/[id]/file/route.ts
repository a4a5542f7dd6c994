import { AppError } from '@/lib/server/app-error'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { downloadResponse } from '@/lib/server/boundary/responses'
import { idParams } from '@/lib/server/boundary/schemas'
import { takeReport } from '@/lib/server/use-cases/articles/report-jobs'

export const GET = defineRoute({
  summary: 'The file of one of your reports, as often as you like for an hour',
  action: 'article.export',
  isLogged: true,
  params: idParams,
  run: async ({ actor, params, request }) => {
    if (request.method === 'HEAD') throw new AppError('method-not-allowed')
    return downloadResponse({ ...(await takeReport(actor, params.id)), isKept: true })
  },
})

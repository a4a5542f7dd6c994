import { z } from 'zod'
import { historyAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { limitQuery } from '@/lib/server/boundary/schemas'
import { readDeskHistory } from '@/lib/server/use-cases/desk/read-desk-history'

export const GET = defineRoute({
  summary: 'What happened to people, tokens and sources, newest first',
  success: historyAnswer,
  action: 'history.read-desk',
  query: z.object({ limit: limitQuery }),
  run: ({ actor, query }) => readDeskHistory(actor, query.limit),
})

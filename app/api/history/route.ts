import { z } from 'zod'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { limitQuery } from '@/lib/server/boundary/schemas'
import { readDeskHistory } from '@/lib/server/use-cases/read-desk-history'

export const GET = defineRoute({
  summary: 'What happened to people, tokens and sources, newest first',
  action: 'people.manage',
  query: z.object({ limit: limitQuery }),
  run: ({ query }) => readDeskHistory(query.limit),
})

import { healthAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { readHealth } from '@/lib/server/use-cases/desk/read-health'

export const GET = defineRoute({
  summary: 'Whether the server works, and how its database is set',
  success: healthAnswer,
  action: 'anyone',
  run: () => readHealth(),
})

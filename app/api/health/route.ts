import { defineRoute } from '@/lib/server/boundary/define-route'
import { readHealth } from '@/lib/server/use-cases/read-health'

export const GET = defineRoute({
  summary: 'Whether the server works, and how its database is set',
  action: 'anyone',
  run: () => readHealth(),
})

import { describeApi } from '@/app/api/openapi.json/describe-api'
import { defineRoute } from '@/lib/server/boundary/define-route'

export const GET = defineRoute({
  summary: 'This document',
  action: 'anyone',
  run: async () => describeApi(),
})

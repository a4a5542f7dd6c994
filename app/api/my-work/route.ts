import { workAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { readWork } from '@/lib/server/use-cases/claims/read-work'

export const GET = defineRoute({
  summary: 'What waits for you: questions, claims changed after you decided them, claims assigned to you',
  success: workAnswer,
  action: 'article.read',
  run: ({ actor }) => readWork(actor),
})

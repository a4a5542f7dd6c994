import { notificationsAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { readNotifications } from '@/lib/server/use-cases/notifications/read-notifications'

export const GET = defineRoute({
  summary: 'What you were told: mentions, questions, answers, assignments, second checks',
  success: notificationsAnswer,
  action: 'article.read',
  run: ({ actor }) => readNotifications(actor),
})

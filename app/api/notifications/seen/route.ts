import { defineRoute } from '@/lib/server/boundary/define-route'
import { seeNotifications } from '@/lib/server/use-cases/notifications/read-notifications'

export const POST = defineRoute({
  summary: 'Say that you have seen what you were told',
  action: 'article.read',
  run: ({ actor }) => seeNotifications(actor),
})

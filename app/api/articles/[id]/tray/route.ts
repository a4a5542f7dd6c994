import { defineRoute } from '@/lib/server/boundary/define-route'
import { idParams } from '@/lib/server/boundary/schemas'
import { readTray } from '@/lib/server/use-cases/claims/read-tray'

export const GET = defineRoute({
  summary: 'Claims whose words are gone: where they stood, and where they may belong now',
  action: 'article.read',
  params: idParams,
  run: ({ actor, params }) => readTray(actor, params.id),
})

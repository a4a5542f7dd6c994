import { settingsAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { settingsBody } from '@/lib/server/boundary/schemas'
import { changeSettings, deskSettings } from '@/lib/server/use-cases/desk/change-settings'

export const GET = defineRoute({
  summary: 'What an admin decided for the whole desk',
  success: settingsAnswer,
  action: 'settings.read',
  run: () => deskSettings(),
})

export const PATCH = defineRoute({
  summary: 'Change settings of the desk; what is left out stays',
  success: settingsAnswer,
  action: 'settings.change',
  body: settingsBody,
  run: ({ actor, body }) => changeSettings(actor, body),
  answer: () => deskSettings(),
})

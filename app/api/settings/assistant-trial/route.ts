import { assistantTrialAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { assistantTrialBody } from '@/lib/server/boundary/schemas'
import { tryAssistant } from '@/lib/server/use-cases/assistant/try-assistant'

export const POST = defineRoute({
  summary:
    'Ask an assistant about a sentence of Tickmark’s own, to see whether it answers; nothing of the desk is sent, and nothing is set',
  success: assistantTrialAnswer,
  action: 'settings.change',
  body: assistantTrialBody,
  // Asked again, it is another trial.
  isSecret: true,
  run: ({ body, request }) => tryAssistant(body, request.signal),
})

import { wouldSendAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { askedAboutBody, idParams } from '@/lib/server/boundary/schemas'
import { previewQuestion } from '@/lib/server/use-cases/assistant/ask-assistant'

export const POST = defineRoute({
  summary: 'What would be sent to the assistant, word for word, and where; nothing is sent',
  success: wouldSendAnswer,
  action: 'assistant.ask',
  params: idParams,
  body: askedAboutBody,
  run: ({ actor, params, body }) => previewQuestion(actor, params.id, body.about),
})

import { assistantAnswer, proposedAnswer } from '@/lib/server/boundary/answers'
import { defineRoute } from '@/lib/server/boundary/define-route'
import { askAssistantBody, idParams } from '@/lib/server/boundary/schemas'
import { askAssistant, readAssistant } from '@/lib/server/use-cases/assistant/ask-assistant'

export const GET = defineRoute({
  summary: 'Whether the desk has an assistant, and why it may not be asked about this article',
  success: assistantAnswer,
  action: 'assistant.ask',
  params: idParams,
  run: ({ actor, params }) => readAssistant(actor, params.id),
})

export const POST = defineRoute({
  summary: 'Send one part that was looked at to the assistant; gives back only what stands word for word in it, and saves nothing of it',
  success: proposedAnswer,
  action: 'assistant.ask',
  params: idParams,
  body: askAssistantBody,
  // What was proposed is not kept, so a retry has nothing to be answered with.
  isSecret: true,
  run: ({ actor, params, body, request }) => askAssistant(actor, params.id, body, request.signal),
})

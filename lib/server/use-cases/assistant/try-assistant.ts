import 'server-only'
import { type AssistantSettings, readAnswer, TRIAL } from '@/lib/core/assistant/questions'
import { AppError } from '@/lib/server/app-error'
import { askModel, UNREADABLE } from '@/lib/server/outside/ask-model'

/**
 * Asks an assistant about a sentence of Tickmark's own: nothing of the desk is
 * sent, and nothing is set. Gives back how long it took in ms, and whether it
 * found what there is to find. Throws what {@link askModel} throws.
 */
export async function tryAssistant(
  assistant: AssistantSettings,
  signal?: AbortSignal,
): Promise<{ readonly ms: number; readonly isFound: boolean }> {
  const began = performance.now()
  const answer = readAnswer(await askModel(assistant, TRIAL, { signal }), TRIAL)
  if (!answer) throw new AppError('unreadable', UNREADABLE)
  return { ms: Math.round(performance.now() - began), isFound: answer.proposals.length > 0 }
}

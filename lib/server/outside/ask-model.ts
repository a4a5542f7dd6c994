import 'server-only'
import { request } from 'undici'
import { z } from 'zod'
import { ASSISTANT_LIMITS, type AssistantSettings } from '@/lib/core/assistant/questions'
import { refusalOfAddress } from '@/lib/core/evidence/web-address'
import { cleanCharacters } from '@/lib/core/text/clean'
import { AppError } from '@/lib/server/app-error'
import { env } from '@/lib/server/env'
import { guardedAgent, isTurnedAway } from '@/lib/server/outside/guarded-agent'

/** Why nothing can be asked at an address, in words; null when it may be. A model in the house has to be allowed by whoever runs the server. */
export function refusalOfAssistant(address: string): string | null {
  const { fetch } = env()
  if (fetch.isOff) return 'This desk sends nothing out (FETCH=off), so no assistant can be asked.'
  if (!refusalOfAddress(address, fetch.allowed)) return null
  const host = URL.canParse(address) ? new URL(address).host : ''
  return `This address is not on the open web. Whoever runs the server can allow it: FETCH_ALLOW=${host} (docs/settings.md).`
}

const ANSWER = z.object({ choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1) })

/**
 * One question to a model behind an OpenAI-compatible API
 * (`POST …/chat/completions`, as Ollama, llama.cpp and vLLM speak it), through
 * the guard of everything that leaves the desk. Redirects are not followed.
 *
 * Throws `refused` with a sentence when nothing can be sent or no answer comes,
 * `unreadable` for what is no answer, `too-slow`, `too-large`, `cancelled`.
 */
export async function askModel(
  { address, model }: AssistantSettings,
  question: { readonly instruction: string; readonly words: string },
  { signal, timeMs = ASSISTANT_LIMITS.answerMs }: { readonly signal?: AbortSignal | undefined; readonly timeMs?: number } = {},
): Promise<string> {
  const refusal = refusalOfAssistant(address)
  if (refusal) throw new AppError('refused', refusal)
  const url = `${address.replace(/\/+$/, '')}/chat/completions`
  const { allowed } = env().fetch
  const agent = guardedAgent(url, allowed)
  const timer = AbortSignal.timeout(timeMs)
  const send = (more: object) =>
    request(url, {
      method: 'POST',
      dispatcher: agent,
      signal: signal ? AbortSignal.any([signal, timer]) : timer,
      // The model thinks before its first byte.
      headersTimeout: timeMs,
      bodyTimeout: timeMs,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Tickmark',
        ...(env().assistantKey ? { authorization: `Bearer ${env().assistantKey}` } : {}),
      },
      body: JSON.stringify({
        model,
        temperature: 0,
        stream: false,
        messages: [
          { role: 'system', content: question.instruction },
          { role: 'user', content: question.words },
        ],
        ...more,
      }),
    })
  try {
    let answer = await send({ response_format: { type: 'json_object' } })
    if (answer.statusCode === 400) {
      // Not every server knows how to be held to JSON; the instruction asks for it too.
      await answer.body.dump()
      answer = await send({})
    }
    const { statusCode, body } = answer
    body.on('error', () => {})
    const words = await wordsOf(body)
    if (statusCode < 200 || statusCode >= 300) {
      const told = `The assistant answers ${statusCode}${MEANINGS[statusCode] ?? ''}.${complaintOf(words)} Nothing was proposed.`
      throw new AppError('refused', told)
    }
    return contentOf(words)
  } catch (error) {
    if (signal?.aborted) throw new AppError('cancelled')
    if (error instanceof AppError) throw error
    if (timer.aborted)
      throw new AppError('too-slow', `The assistant did not answer within ${timeMs / 1_000} seconds. Nothing was proposed.`)
    if (isTurnedAway(error)) throw new AppError('refused', 'The assistant’s name leads into the house, and is not asked.')
    throw new AppError('refused', 'The assistant does not answer. It may be away, or its address wrong.', { log: 'no answer' })
  } finally {
    await agent.destroy().catch(() => {})
  }
}

const MEANINGS: Readonly<Record<number, string>> = {
  400: ': it does not understand the question',
  401: ': it wants another key (ASSISTANT_KEY)',
  403: ': it does not let the desk in',
  404: ': there is no such address or model',
  429: ': it was asked too often',
}

/** Said of an answer that has not the form that was asked for. */
export const UNREADABLE = 'The assistant answered something that cannot be read as proposals. Nothing was taken.'

async function wordsOf(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.byteLength
    if (size > ASSISTANT_LIMITS.answerBytes) throw new AppError('too-large', 'The assistant’s answer is too long, and was given up.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const COMPLAINT = z.object({ error: z.union([z.string(), z.object({ message: z.string() }).transform(({ message }) => message)]) })

/** How much of what the other server complains of is told, in UTF-16 units. */
const COMPLAINT_TOLD = 200

/** What the other server says is wrong, in its words; empty when it says nothing that can be read. */
function complaintOf(json: string): string {
  try {
    const words = cleanCharacters(COMPLAINT.parse(JSON.parse(json)).error)
      .replace(/\s+/g, ' ')
      .trim()
    if (words.length <= COMPLAINT_TOLD) return words ? ` It says: “${words}”.` : ''
    return ` It says: “${words.slice(0, COMPLAINT_TOLD)} …”.`
  } catch {
    return ''
  }
}

function contentOf(json: string): string {
  try {
    return (ANSWER.parse(JSON.parse(json)).choices[0] as z.output<typeof ANSWER>['choices'][number]).message.content
  } catch {
    throw new AppError('unreadable', UNREADABLE)
  }
}

import 'server-only'
import { describeBytes } from '@/lib/core/text/describe-bytes'
import { AppError } from '@/lib/server/app-error'

/**
 * Reads a request body, counting bytes while they arrive and stopping at the
 * limit (in bytes): declared lengths are not trusted. Throws `too-large`.
 */
export async function readBody(request: Request, limit: number): Promise<Uint8Array> {
  const declared = Number(request.headers.get('content-length') ?? 0)
  const tooLarge = () =>
    new AppError('too-large', `This is larger than ${describeBytes(limit)}, the most that is accepted here. Nothing was saved.`)
  if (declared > limit) {
    await request.body?.cancel().catch(() => {})
    throw tooLarge()
  }
  if (!request.body) return new Uint8Array()
  const reader = request.body.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.byteLength
    if (size > limit) {
      await reader.cancel().catch(() => {})
      throw tooLarge()
    }
    chunks.push(value)
  }
  const body = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    body.set(chunk, offset)
    offset += chunk.byteLength
  }
  return body
}

/** Parses JSON from UTF-8 bytes. Throws `bad-request` with a sentence. */
export function parseJson(body: Uint8Array): unknown {
  if (body.byteLength === 0) return {}
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    throw new AppError('bad-request', 'The body of this request is not valid JSON in UTF-8.')
  }
}

/** Parses a form from bytes already read. Throws `bad-request`. */
export async function parseForm(body: Uint8Array, contentType: string): Promise<FormData> {
  try {
    return await new Response(body as BodyInit, { headers: { 'Content-Type': contentType } }).formData()
  } catch {
    throw new AppError('bad-request', 'The uploaded form could not be read. Try choosing the file again.')
  }
}

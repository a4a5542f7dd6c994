/** A refusal of the API, with a sentence to show. */
export class ApiError extends Error {
  readonly code: string
  readonly status: number
  readonly details: Record<string, unknown>

  constructor(status: number, code: string, message: string, details: Record<string, unknown> = {}) {
    super(message)
    this.name = 'ApiError'
    this.status = status
    this.code = code
    this.details = details
  }
}

/** No answer came: the network or the server is away. */
export class Unreachable extends Error {
  constructor() {
    super('The server cannot be reached. What you wrote is kept here; try again in a moment.')
    this.name = 'Unreachable'
  }
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Told to the window when the server gave no answer, so that the status line never says “Saved” then. */
export const UNREACHABLE = 'tickmark:unreachable'

/** Tries of an unsafe call: its Idempotency-Key makes repeating it harmless. */
const TRIES = 3

/** Changes that were sent and not answered yet, so that the status line never says “Saved” of them. */
export const changesUnderWay = {
  count: 0,
  listeners: new Set<() => void>(),
  subscribe: (listener: () => void): (() => void) => {
    changesUnderWay.listeners.add(listener)
    return () => changesUnderWay.listeners.delete(listener)
  },
  get: (): number => changesUnderWay.count,
  add: (step: 1 | -1): void => {
    changesUnderWay.count += step
    for (const listener of changesUnderWay.listeners) listener()
  },
}

interface CallOptions {
  readonly signal?: AbortSignal
  /** Nothing a person wrote is changed by it, whatever its method. */
  readonly isNoChange?: boolean
}

/** What is being made, by its path and words: pressed twice before the answer, it is made once. */
const posts = new Map<string, Promise<unknown>>()

/** Calls the API and returns its answer. Throws {@link ApiError} or {@link Unreachable}. */
export async function callApi<T>(method: Method, path: string, body?: unknown, options: CallOptions = {}): Promise<T> {
  if (method === 'GET' || options.isNoChange) return call(method, path, body, options)
  // What can be given up by itself is not shared; two undos are two.
  const isShared = method === 'POST' && body !== undefined && !(body instanceof FormData) && !options.signal && !path.endsWith('/undo')
  if (!isShared) return counted(method, path, body, options)
  const key = `${path} ${JSON.stringify(body)}`
  const same = posts.get(key) as Promise<T> | undefined
  if (same) return same
  const answer = counted<T>(method, path, body, options).finally(() => posts.delete(key))
  posts.set(key, answer)
  return answer
}

async function counted<T>(method: Method, path: string, body: unknown, options: CallOptions): Promise<T> {
  changesUnderWay.add(1)
  try {
    return await call(method, path, body, options)
  } finally {
    changesUnderWay.add(-1)
  }
}

async function call<T>(method: Method, path: string, body: unknown, options: CallOptions): Promise<T> {
  const headers: Record<string, string> = {}
  const isForm = body instanceof FormData
  if (body !== undefined && !isForm) headers['Content-Type'] = 'application/json'
  if (method !== 'GET') {
    headers['Idempotency-Key'] = newCommandId()
    // Whose page this is: another person may have signed in in this browser since it was opened.
    const person = document.querySelector<HTMLElement>('[data-person]')?.dataset.person
    if (person) headers['X-Tickmark-Person'] = person
  }
  for (let attempt = 1; ; attempt++) {
    let response: Response
    try {
      response = await fetch(path, {
        method,
        headers,
        credentials: 'same-origin',
        ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
        ...(options.signal ? { signal: options.signal } : {}),
      })
    } catch (error) {
      if (options.signal?.aborted) throw error
      if (attempt >= TRIES || isForm) {
        dispatchEvent(new Event(UNREACHABLE))
        throw new Unreachable()
      }
      await new Promise((resolve) => setTimeout(resolve, 300 * attempt))
      continue
    }
    if (response.status === 204) return undefined as T
    const answer = (await response.json().catch(() => null)) as {
      error?: { code: string; message: string; details?: Record<string, unknown> }
    } | null
    // Given up while its body was on the way.
    if (options.signal?.aborted) throw new DOMException('aborted', 'AbortError')
    if (response.ok && answer !== null) return answer as T
    if (answer?.error) throw new ApiError(response.status, answer.error.code, answer.error.message, answer.error.details)
    throw new ApiError(
      response.status,
      'unknown',
      'The server gave an answer that could not be read. Please try again.',
      (answer ?? {}) as Record<string, unknown>,
    )
  }
}

// Not crypto.randomUUID, which browsers keep from pages over plain http.
function newCommandId(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('-')
}

/** A sentence for anything thrown. */
export function sentenceOf(error: unknown): string {
  // For a person, “assistant.address”: as it is called there.
  if (error instanceof ApiError)
    return error.message.replace(/^“(?:[a-z]+\.)+([a-z]+)”: (.+?)\.?$/i, (_, field, what) => `${inWords(field)}: ${what}.`)
  if (error instanceof Unreachable) return error.message
  return 'Something went wrong here. Please try again.'
}

/** A field's name as words: “confidenceReason” is “Confidence reason”. */
function inWords(field: string): string {
  const words = field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

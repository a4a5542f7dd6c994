import 'server-only'
import type { z } from 'zod'
import { type Action, couldEver } from '@/lib/core/permissions/policy'
import { cleanCharacters, mapStrings } from '@/lib/core/text/clean'
import { AppError } from '@/lib/server/app-error'
import { checkOrigin } from '@/lib/server/boundary/check-origin'
import { errorResponse } from '@/lib/server/boundary/error-response'
import { type Form, type Received, receiveBody } from '@/lib/server/boundary/read-body'
import { jsonResponse, signedInBy } from '@/lib/server/boundary/responses'
import { type CurrentCommand, currentCommand } from '@/lib/server/db'
import { sha256 } from '@/lib/server/ids'
import { logRequest } from '@/lib/server/log'
import { type Actor, actorOf, credentialOf } from '@/lib/server/session'
import { type CommandRecord, findCommand } from '@/lib/server/store/commands'

/** Size limit of a JSON body when a route names none, in bytes; the smaller one where anybody may send it. */
export const JSON_LIMIT = 2_000_000
const ANYONE_LIMIT = 20_000

type Shape = z.ZodType | undefined
type Output<S extends Shape> = S extends z.ZodType ? z.output<S> : undefined

export interface RouteInput<P extends Shape, Q extends Shape, B extends Shape, A> {
  readonly actor: A
  readonly params: Output<P>
  readonly query: Output<Q>
  readonly body: Output<B>
  /** Present when the route accepts forms and got one. */
  readonly form: Form | null
  readonly request: Request
}

interface RouteBase<P extends Shape, Q extends Shape, B extends Shape> {
  /** One line for the OpenAPI document. */
  readonly summary: string
  readonly params?: P
  readonly query?: Q
  readonly body?: B
  /** Largest body, in bytes. */
  readonly limit?: number
  /** Also accept multipart/form-data. */
  readonly acceptsForm?: boolean
  /** What reads this body cleans text itself and says so, or refuses it; elsewhere characters no format can keep are taken out here. */
  readonly takesTextAsIs?: boolean
  /** Status of success; 200 unless said. */
  readonly status?: number
  /** Reading this is told in the log, as every change is. */
  readonly isLogged?: boolean
  /** Open to who still has to set a second factor up: what they need for that, and nothing else. */
  readonly isForOwing?: boolean
  /** The answer holds a secret that is shown once; it is never kept for a retry. */
  readonly isSecret?: boolean
  /** What success looks like, for the OpenAPI document. */
  readonly success?: z.ZodType
}

/**
 * `run` changes or reads, and gives back a receipt; `answer` makes of it what is
 * sent, where that is more. A change's receipt is plain and small: it is kept
 * with the command, and a retry is answered from it.
 */
export interface SignedInRoute<P extends Shape, Q extends Shape, B extends Shape, R = unknown> extends RouteBase<P, Q, B> {
  /** The row of the policy table this needs. */
  readonly action: Action
  readonly run: (input: RouteInput<P, Q, B, Actor>) => Promise<R>
  readonly answer?: (input: RouteInput<P, Q, B, Actor>, receipt: R) => Promise<unknown>
}

export interface PublicRoute<P extends Shape, Q extends Shape, B extends Shape, R = unknown> extends RouteBase<P, Q, B> {
  /** Anyone may call this, signed in or not. */
  readonly action: 'anyone'
  readonly run: (input: RouteInput<P, Q, B, null>) => Promise<R>
  readonly answer?: (input: RouteInput<P, Q, B, null>, receipt: R) => Promise<unknown>
}

type AnyRoute = RouteBase<Shape, Shape, Shape> & {
  readonly action: Action | 'anyone'
  readonly run: (input: never) => Promise<unknown>
  readonly answer?: (input: never, receipt: never) => Promise<unknown>
}

export interface RouteHandler {
  (request: Request, context: { params: Promise<Record<string, string | string[]>> }): Promise<Response>
  readonly definition: RouteBase<Shape, Shape, Shape> & { readonly action: Action | 'anyone' }
}

const UNSAFE = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])
const COMMAND_ID = /^[A-Za-z0-9_-]{8,100}$/

/**
 * The one door of the HTTP API (design D14). In this order: origin, identity,
 * the policy row (all from the headers, before a body is read), the body within
 * its limit, the validators, the idempotency key; then one use case, then the
 * answer; and every error is shaped here.
 */
export function defineRoute<P extends Shape = undefined, Q extends Shape = undefined, B extends Shape = undefined, R = unknown>(
  definition: SignedInRoute<P, Q, B, R> | PublicRoute<P, Q, B, R>,
): RouteHandler {
  const route = definition as unknown as AnyRoute
  const handler = async (request: Request, context: { params: Promise<Record<string, string | string[]>> }) => {
    const url = new URL(request.url)
    const name = `${request.method} ${url.pathname}`
    const start = performance.now()
    let received: Received | null = null
    let actor: Actor | null = null
    const parameters = (await context?.params) ?? {}
    try {
      const isUnsafe = UNSAFE.has(request.method)
      const credential = credentialOf(request.headers)
      if (isUnsafe) checkOrigin(request, credential)
      actor = await actorOf(credential)
      if (route.action !== 'anyone') {
        if (!actor) throw new AppError('sign-in-required')
        // A page of one person, in a browser where another has signed in since, does nothing in the other's name.
        const meant = request.headers.get('x-tickmark-person')
        if (isUnsafe && meant !== null && meant !== actor.id)
          throw new AppError('sign-in-required', 'Somebody else is signed in in this browser now. Sign in as yourself, then go on here.')
        if (actor.owes && !(route.action === 'account.manage-own' && route.isForOwing)) throw new AppError('second-factor-required')
        // Whether the thing is theirs, where that matters, is asked once it is known.
        if (!couldEver(actor.role, route.action)) throw new AppError('forbidden', undefined, { log: `${actor.role} ${route.action}` })
      }
      const params = route.params ? validate(route.params, parameters, 'not-found') : undefined
      const query = route.query ? validate(route.query, queryOf(url), 'bad-request') : undefined
      const contentType = request.headers.get('content-type') ?? ''
      const isForm = /^multipart\/form-data/i.test(contentType)
      if (isUnsafe && request.body) {
        if (isForm && !route.acceptsForm) throw new AppError('unknown-format', 'Send this as JSON.')
        const limit = route.limit ?? (route.action === 'anyone' ? ANYONE_LIMIT : JSON_LIMIT)
        received = await receiveBody(request, { limit, isForm, personId: actor?.id ?? null })
      }
      const form = received?.form ?? null
      let body: unknown
      if (isUnsafe && !form && route.body) {
        if (received && received.size > 0 && !/^application\/json\b/i.test(contentType))
          throw new AppError('unknown-format', 'Send this as JSON (Content-Type: application/json).')
        const json = received ? await received.json() : {}
        body = validate(route.body, route.takesTextAsIs ? json : clean(json), 'invalid-input')
      }
      const input = { actor: route.action === 'anyone' ? null : actor, params, query, body, form, request } as never
      const commandId = isUnsafe && actor ? request.headers.get('idempotency-key') : null
      const receipt =
        commandId && actor
          ? await once(
              { id: commandId, actorId: actor.id, route: name, bodyHash: received?.hash ?? sha256(''), isRecorded: false },
              route,
              () => route.run(input),
            )
          : { value: await route.run(input), isReplayed: false }
      const value = route.answer ? await route.answer(input, receipt.value as never) : receipt.value
      const response =
        value instanceof Response ? value : jsonResponse(value, route.status, receipt.isReplayed ? { 'Idempotency-Replayed': 'true' } : {})
      if (isUnsafe || route.isLogged)
        logRequest({
          person: actor?.id ?? signedInBy(response),
          what: loggedName(request, parameters, response.ok),
          outcome: response.status,
          start,
        })
      return response
    } catch (error) {
      return errorResponse(error, { person: actor?.id ?? null, what: loggedName(request, parameters, false), start })
    } finally {
      await received?.close()
    }
  }
  return Object.assign(handler, { definition: route as unknown as RouteHandler['definition'] })
}

/**
 * A request as the log names it: its route, with the ids of things when they
 * are there. Whatever else stands in an address (a word, the secret of a link)
 * is named by its place alone.
 */
function loggedName(request: Request, parameters: Readonly<Record<string, string | string[]>>, isThere: boolean): string {
  const places = new Map<string, string>()
  for (const [name, value] of Object.entries(parameters))
    for (const one of [value].flat()) if (!isThere || name === 'token') places.set(one, `:${name}`)
  const path = new URL(request.url).pathname.split('/').map((part) => places.get(part) ?? places.get(safeDecode(part)) ?? part)
  return `${request.method} ${path.join('/')}`
}

function safeDecode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

function clean(json: unknown): unknown {
  try {
    return mapStrings(json, cleanCharacters)
  } catch (error) {
    if (error instanceof RangeError) throw new AppError('bad-request', 'The body of this request is nested too deep.')
    throw error
  }
}

/** Parameters of an address; the last of several of one name counts. */
function queryOf(url: URL): Record<string, string> {
  return Object.fromEntries(url.searchParams)
}

/**
 * Carries a named command out once. A retry gets the receipt of the first time,
 * and the answer is made of it anew: what the person may see now.
 */
async function once(
  command: CurrentCommand,
  route: AnyRoute,
  run: () => Promise<unknown>,
): Promise<{ readonly value: unknown; readonly isReplayed: boolean }> {
  if (!COMMAND_ID.test(command.id))
    throw new AppError('bad-request', 'An Idempotency-Key has 8 to 100 letters, digits, dashes or underscores.')
  const earlier = await findCommand(command.id)
  if (earlier) return replay(earlier, command, route)
  try {
    return { value: await currentCommand.run(command, run), isReplayed: false }
  } catch (error) {
    const race = command.isRecorded ? null : await findCommand(command.id)
    if (race) return replay(race, command, route)
    throw error
  }
}

function replay(
  earlier: CommandRecord,
  command: CurrentCommand,
  route: AnyRoute,
): { readonly value: unknown; readonly isReplayed: boolean } {
  if (earlier.actorId !== command.actorId || earlier.route !== command.route || (earlier.bodyHash && earlier.bodyHash !== command.bodyHash))
    throw new AppError('invalid-input', 'This Idempotency-Key was used for another request. Nothing was done; use a key of its own.')
  // A secret was shown once and is not shown again.
  if (route.isSecret) throw new AppError('already-done')
  return { value: JSON.parse(earlier.receipt) ?? undefined, isReplayed: true }
}

/** Validates, or throws with a sentence that names the field. Unknown fields are refused. */
function validate<S extends z.ZodType>(schema: S, value: unknown, code: 'not-found' | 'bad-request' | 'invalid-input'): z.output<S> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  if (code === 'not-found') throw new AppError('not-found')
  const problems = parsed.error.issues.slice(0, 10).map((issue) => ({
    field: issue.path.join('.'),
    problem: issue.message,
  }))
  const first = problems[0]
  const isUnknownField = parsed.error.issues.some((issue) => issue.code === 'unrecognized_keys')
  throw new AppError(
    isUnknownField ? 'bad-request' : code,
    first ? `${first.field ? `“${first.field}”: ` : ''}${first.problem}` : undefined,
    { details: { problems } },
  )
}

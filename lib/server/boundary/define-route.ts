import 'server-only'
import type { z } from 'zod'
import { type Action, can } from '@/lib/core/permissions/policy'
import { AppError } from '@/lib/server/boundary/app-error'
import { checkOrigin } from '@/lib/server/boundary/check-origin'
import { errorResponse } from '@/lib/server/boundary/error-response'
import { parseForm, parseJson, readBody } from '@/lib/server/boundary/read-body'
import { type CurrentCommand, currentCommand } from '@/lib/server/db'
import { type Actor, actorOf } from '@/lib/server/session'
import { findCommand, keepAnswer } from '@/lib/server/store/commands'

/** Size limit of a JSON body when a route names none, in bytes. */
export const JSON_LIMIT = 2_000_000

type Shape = z.ZodType | undefined
type Output<S extends Shape> = S extends z.ZodType ? z.output<S> : undefined

export interface RouteInput<P extends Shape, Q extends Shape, B extends Shape, A> {
  readonly actor: A
  readonly params: Output<P>
  readonly query: Output<Q>
  readonly body: Output<B>
  /** Present when the route accepts forms and got one. */
  readonly form: FormData | null
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
  /** Status of success; 200 unless said. */
  readonly status?: number
  /** The answer holds a secret that is shown once; it is never kept for a retry. */
  readonly isSecret?: boolean
  /** What success looks like, for the OpenAPI document. */
  readonly answer?: z.ZodType
}

export interface SignedInRoute<P extends Shape, Q extends Shape, B extends Shape> extends RouteBase<P, Q, B> {
  /** The row of the policy table this needs. */
  readonly action: Action
  readonly run: (input: RouteInput<P, Q, B, Actor>) => Promise<unknown>
}

export interface PublicRoute<P extends Shape, Q extends Shape, B extends Shape> extends RouteBase<P, Q, B> {
  /** Anyone may call this, signed in or not. */
  readonly action: 'anyone'
  readonly run: (input: RouteInput<P, Q, B, null>) => Promise<unknown>
}

type AnyRoute = (SignedInRoute<Shape, Shape, Shape> | PublicRoute<Shape, Shape, Shape>) & RouteBase<Shape, Shape, Shape>

export interface RouteHandler {
  (request: Request, context: { params: Promise<Record<string, string | string[]>> }): Promise<Response>
  readonly definition: RouteBase<Shape, Shape, Shape> & { readonly action: Action | 'anyone' }
}

const UNSAFE = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])
const COMMAND_ID = /^[A-Za-z0-9_-]{8,100}$/

/**
 * The one door of the HTTP API (design D14). In this order: origin, body limit
 * while streaming, identity, the policy row, the validators, the idempotency
 * key; then one use case; then every error is shaped here.
 */
export function defineRoute<P extends Shape = undefined, Q extends Shape = undefined, B extends Shape = undefined>(
  definition: SignedInRoute<P, Q, B> | PublicRoute<P, Q, B>,
): RouteHandler {
  const route = definition as unknown as AnyRoute
  const handler = async (request: Request, context: { params: Promise<Record<string, string | string[]>> }) => {
    const url = new URL(request.url)
    const name = `${request.method} ${url.pathname}`
    try {
      const isUnsafe = UNSAFE.has(request.method)
      if (isUnsafe) checkOrigin(request)
      const contentType = request.headers.get('content-type') ?? ''
      const raw = isUnsafe ? await readBody(request, route.limit ?? JSON_LIMIT) : null

      const actor = await actorOf(request.headers)
      if (route.action !== 'anyone') {
        if (!actor) throw new AppError('sign-in-required')
        if (!can(actor.role, route.action)) throw new AppError('forbidden', undefined, { log: `${actor.role} ${route.action}` })
      }

      const params = route.params ? validate(route.params, await context.params, 'not-found') : undefined
      const query = route.query ? validate(route.query, Object.fromEntries(url.searchParams), 'bad-request') : undefined
      let form: FormData | null = null
      let body: unknown
      if (raw && raw.byteLength > 0 && /^multipart\/form-data/i.test(contentType)) {
        if (!route.acceptsForm) throw new AppError('unknown-format', 'Send this as JSON.')
        form = await parseForm(raw, contentType)
      } else if (raw && route.body) {
        if (raw.byteLength > 0 && !/^application\/json\b/i.test(contentType))
          throw new AppError('unknown-format', 'Send this as JSON (Content-Type: application/json).')
        body = validate(route.body, parseJson(raw), 'invalid-input')
      }

      const run = () =>
        (route.run as (input: RouteInput<Shape, Shape, Shape, Actor | null>) => Promise<unknown>)({
          actor: route.action === 'anyone' ? null : actor,
          params: params as never,
          query: query as never,
          body: body as never,
          form,
          request,
        })
      const commandId = isUnsafe && actor ? request.headers.get('idempotency-key') : null
      if (!commandId || !actor) return respond(await run(), route.status)
      return await once({ id: commandId, actorId: actor.id, route: name, isRecorded: false }, route.isSecret ?? false, async () =>
        respond(await run(), route.status),
      )
    } catch (error) {
      return errorResponse(error, name)
    }
  }
  return Object.assign(handler, { definition: route as RouteHandler['definition'] })
}

function respond(value: unknown, status = 200): Response {
  if (value instanceof Response) return value
  const headers = { 'Cache-Control': 'no-store' }
  if (value === undefined) return new Response(null, { status: 204, headers })
  return Response.json(value, { status, headers })
}

/** Carries a named command out once; a retry gets the first answer. */
async function once(command: CurrentCommand, isSecret: boolean, run: () => Promise<Response>): Promise<Response> {
  if (!COMMAND_ID.test(command.id))
    throw new AppError('bad-request', 'An Idempotency-Key has 8 to 100 letters, digits, dashes or underscores.')
  const earlier = await findCommand(command.id)
  if (earlier) return replay(earlier, command)
  try {
    const response = await currentCommand.run(command, run)
    if (command.isRecorded) {
      const text = isSecret ? '' : await response.clone().text()
      await keepAnswer(command.id, isSecret ? 0 : response.status, text)
    }
    return response
  } catch (error) {
    const race = await findCommand(command.id)
    if (race && !command.isRecorded) return replay(race, command)
    throw error
  }
}

function replay(
  earlier: { readonly actorId: string; readonly route: string; readonly status: number; readonly response: string },
  command: CurrentCommand,
): Response {
  if (earlier.actorId !== command.actorId || earlier.route !== command.route)
    throw new AppError('bad-request', 'This Idempotency-Key was used for another request.')
  // Committed, but the answer was not kept: the server stopped in between.
  if (earlier.status === 0) throw new AppError('already-done')
  const headers = { 'Cache-Control': 'no-store', 'Content-Type': 'application/json', 'Idempotency-Replayed': 'true' }
  return new Response(earlier.response === '' ? null : earlier.response, { status: earlier.status, headers })
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

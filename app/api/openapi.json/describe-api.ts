import { z } from 'zod'
import { createDocument } from 'zod-openapi'
import { ROUTES } from '@/app/api/openapi.json/routes'
import packageJson from '@/package.json'

const error = z
  .object({ error: z.object({ code: z.string(), message: z.string(), details: z.unknown().optional() }) })
  .meta({ id: 'Error' })

let made: ReturnType<typeof createDocument> | undefined

/** The OpenAPI 3.1 document, made once from the same validators the routes use. */
export function describeApi() {
  made ??= makeDocument()
  return made
}

function makeDocument() {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const [path, handlers] of Object.entries(ROUTES)) {
    const operations: Record<string, unknown> = {}
    for (const [method, { definition }] of Object.entries(handlers)) {
      const { summary, params, query, body, acceptsForm, status = 200, action, success } = definition
      const content: Record<string, unknown> = {}
      if (body) content['application/json'] = { schema: body }
      if (acceptsForm)
        content['multipart/form-data'] = { schema: z.object({ file: z.string().meta({ format: 'binary' }), title: z.string().optional() }) }
      operations[method.toLowerCase()] = {
        summary,
        operationId: `${method.toLowerCase()}${path.replace(/[^A-Za-z0-9]+(\w?)/g, (_, next: string) => next.toUpperCase())}`,
        ...(action === 'anyone' ? { security: [] } : {}),
        requestParams: { ...(params ? { path: params } : {}), ...(query ? { query } : {}) },
        ...(Object.keys(content).length > 0 ? { requestBody: { content } } : {}),
        responses: {
          [String(status)]: { description: 'Done', ...(success ? { content: { 'application/json': { schema: success } } } : {}) },
          default: { description: 'Refused', content: { 'application/json': { schema: error } } },
        },
      }
    }
    paths[path] = operations
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Tickmark',
      version: packageJson.version,
      description:
        'Offsets are UTF-16 code units of the canonical text; times are ISO 8601 UTC. An Idempotency-Key header makes any unsafe call safe to repeat.',
    },
    security: [{ token: [] }, { session: [] }],
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'tickmark.session_token' },
      },
    },
    paths: paths as never,
  })
}

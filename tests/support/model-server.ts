import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a model was asked, as it arrived. */
export interface AskedModel {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: {
    readonly model: string
    readonly response_format?: unknown
    readonly messages: readonly { readonly role: string; readonly content: string }[]
  }
  /** The user's message. */
  readonly words: string
}

/** How it answers: the content of a message, or all of an answer. */
export type ModelAnswer = string | { readonly status: number; readonly raw: string } | Promise<string>

/** A server on this machine that speaks the OpenAI-compatible API, and says what a test wants it to. */
export class ModelServer {
  readonly asked: AskedModel[] = []
  answer: (asked: AskedModel) => ModelAnswer = () => '{"claims":[]}'

  private constructor(readonly server: Server) {}

  static async start(): Promise<ModelServer> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', async () => {
        const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as AskedModel['body']
        const asked = { path: request.url ?? '', headers: request.headers, body, words: body.messages.at(-1)?.content ?? '' }
        model.asked.push(asked)
        const said = await model.answer(asked)
        const { status, raw } =
          typeof said === 'string'
            ? { status: 200, raw: JSON.stringify({ choices: [{ message: { role: 'assistant', content: said } }] }) }
            : said
        response.writeHead(status, { 'content-type': 'application/json' })
        response.end(raw)
      })
    })
    const model = new ModelServer(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return model
  }

  get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  /** The base of its API, as an admin sets it. */
  get address(): string {
    return `http://${this.host}/v1`
  }

  stop(): void {
    this.server.closeAllConnections()
    this.server.close()
  }
}

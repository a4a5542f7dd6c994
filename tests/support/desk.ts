import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Role } from '../../lib/core/permissions/policy'

export const PASSWORD = 'four unrelated plain words'

export interface TestPerson {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly token: string
}

export interface TestDesk {
  readonly url: string
  readonly databaseFile: string
  readonly people: Readonly<Record<Role, TestPerson>>
  readonly sampleId: string
}

const root = fileURLToPath(new URL('../../', import.meta.url))

// The test runner sets BASE_URL for its own purposes; here it is a setting of the desk.
const { BASE_URL: _, ...environment } = process.env

/** A real server on a fresh SQLite file, with people and the sample article. */
export class DeskServer {
  readonly desk: TestDesk
  readonly #folder: string
  #log = ''
  #process: ChildProcess | null = null

  private constructor(desk: TestDesk, folder: string) {
    this.desk = desk
    this.#folder = folder
  }

  /** `inside`: a folder to make the desk's own in; the machine's temporary one unless said. */
  static async start(inside = tmpdir()): Promise<DeskServer> {
    const folder = mkdtempSync(join(inside, 'tickmark-test-'))
    const databaseFile = join(folder, 'desk.db')
    const made = spawnSync(process.execPath, ['--conditions=react-server', '--import', 'tsx', join(root, 'tests/support/make-desk.ts')], {
      cwd: root,
      env: { ...environment, DATABASE_URL: `file:${databaseFile}`, NODE_ENV: 'production' },
      encoding: 'utf8',
    })
    const line = made.stdout.split('\n').find((one) => one.startsWith('DESK '))
    if (!line) throw new Error(`The test desk could not be made:\n${made.stdout}${made.stderr}`)
    const port = await freePort()
    const desk = { ...(JSON.parse(line.slice(5)) as Pick<TestDesk, 'people' | 'sampleId'>), url: `http://127.0.0.1:${port}`, databaseFile }
    const server = new DeskServer(desk, folder)
    await server.up()
    return server
  }

  /** Starts the server process, again after {@link kill}; `more` settings are for this start. Ready when its health answers. */
  async up(more: Readonly<Record<string, string>> = {}): Promise<void> {
    const { port } = new URL(this.desk.url)
    const child = spawn(process.execPath, [join(root, 'node_modules/next/dist/bin/next'), 'start', '-p', port, '-H', '127.0.0.1'], {
      cwd: root,
      env: {
        ...environment,
        PORT: port,
        HOST: '127.0.0.1',
        DATABASE_URL: `file:${this.desk.databaseFile}`,
        NODE_ENV: 'production',
        NEXT_TELEMETRY_DISABLED: '1',
        SECOND_FACTOR: 'offered',
        // Sites of the tests live on this machine.
        FETCH_ALLOW: '127.0.0.1',
        ...more,
      },
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
    })
    let said = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4_000)
      this.#log = (this.#log + chunk.toString()).slice(-4_000_000)
    })
    this.#process = child
    for (let tries = 0; tries < 150; tries++) {
      if (child.exitCode !== null) throw new Error(`The server did not start:\n${said}`)
      const isUp = await fetch(`${this.desk.url}/api/health`).then(
        (answer) => answer.ok,
        () => false,
      )
      if (isUp) return
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error(`The server did not answer:\n${said}`)
  }

  /** `kill -9`, the whole process group. */
  async kill(): Promise<void> {
    const child = this.#process
    this.#process = null
    if (!child?.pid) return
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    process.kill(-child.pid, 'SIGKILL')
    await ended
  }

  /** SIGTERM, as an upgrade does it. Returns how long it took to end, in ms. */
  async terminate(): Promise<number> {
    const child = this.#process
    this.#process = null
    if (!child?.pid) return 0
    const start = performance.now()
    const ended = new Promise((resolve) => child.once('exit', resolve))
    process.kill(child.pid, 'SIGTERM')
    await ended
    return performance.now() - start
  }

  /** What the server wrote to its log. */
  get log(): string {
    return this.#log
  }

  /** The server's process, while it runs. */
  get pid(): number | null {
    return this.#process?.pid ?? null
  }

  async stop(): Promise<void> {
    await this.kill()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}

export interface Answer<T = Record<string, unknown>> {
  readonly status: number
  readonly headers: Headers
  readonly body: T
}

/** Calls the API as one person. */
export function apiOf(url: string, token: string | null) {
  return async <T = Record<string, never>>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> => {
    const isForm = body instanceof FormData
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
        ...(body === undefined || isForm ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isForm ? body : typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    let parsed: unknown = text
    try {
      parsed = text === '' ? null : JSON.parse(text)
    } catch {
      // Not JSON: exports.
    }
    return { status: response.status, headers: response.headers, body: parsed as T }
  }
}

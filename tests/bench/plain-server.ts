/** A Next.js app with nothing in it but a handler that runs statements and answers with their rows: what a list costs at least. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '../support/desk'

const root = fileURLToPath(new URL('../../', import.meta.url))

export interface Statement {
  readonly sql: string
  readonly params: readonly unknown[]
}

const HANDLER = `import { readFileSync } from 'node:fs'
import Database from 'better-sqlite3'
let lists
export async function GET(request) {
  if (!lists) {
    const database = new Database(process.env.PLAIN_DATABASE, { readonly: true })
    lists = new Map(Object.entries(JSON.parse(readFileSync(process.env.PLAIN_STATEMENTS, 'utf8'))).map(([name, statements]) => [
      name,
      statements.map(({ sql, params }) => [database.prepare(sql), params]),
    ]))
  }
  const rows = lists.get(new URL(request.url).searchParams.get('list')).map(([statement, params]) => statement.all(...params))
  return Response.json(rows, { headers: { 'Cache-Control': 'no-store' } })
}`

export class PlainServer {
  private constructor(
    readonly url: string,
    readonly process: ChildProcess,
    readonly folder: string,
  ) {}

  /** Builds and starts it on a database it only reads; each list is its statements, in order. */
  static async start(databaseFile: string, lists: Readonly<Record<string, readonly Statement[]>>): Promise<PlainServer> {
    const folder = mkdtempSync(join(tmpdir(), 'tickmark-plain-'))
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
    const write = (name: string, text: string) => {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), text)
    }
    write('package.json', '{"name":"plain","private":true}')
    write('next.config.js', `module.exports = { serverExternalPackages: ['better-sqlite3'], poweredByHeader: false, compress: true }`)
    write('app/layout.js', `export default function Layout({ children }) { return <html><body>{children}</body></html> }`)
    write('app/api/list/route.js', HANDLER)
    write('statements.json', JSON.stringify({ ...lists, ready: [] }))
    const next = join(root, 'node_modules/next/dist/bin/next')
    const env = {
      ...process.env,
      PLAIN_DATABASE: databaseFile,
      PLAIN_STATEMENTS: join(folder, 'statements.json'),
      NEXT_TELEMETRY_DISABLED: '1',
      NODE_ENV: 'production' as const,
    }
    const built = spawnSync(process.execPath, [next, 'build', '--webpack'], { cwd: folder, env, encoding: 'utf8' })
    if (built.status !== 0) throw new Error(`The plain app does not build:\n${built.stdout}${built.stderr}`)
    const port = await freePort()
    const child = spawn(process.execPath, [next, 'start', '-p', String(port), '-H', '127.0.0.1'], {
      cwd: folder,
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
      detached: true,
    })
    const plain = new PlainServer(`http://127.0.0.1:${port}`, child, folder)
    for (let tries = 0; tries < 100; tries++) {
      const isUp = await fetch(plain.urlOf('ready')).then(
        (answer) => answer.ok,
        () => false,
      )
      if (isUp) return plain
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    plain.stop()
    throw new Error('The plain app did not start.')
  }

  urlOf(list: string): string {
    return `${this.url}/api/list?list=${encodeURIComponent(list)}`
  }

  stop(): void {
    if (this.process.pid) process.kill(-this.process.pid, 'SIGKILL')
    rmSync(this.folder, { recursive: true, force: true })
  }
}

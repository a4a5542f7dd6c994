/**
 * What the door costs: reads of the API beside a plain Next.js route handler
 * that runs the same SQL, in one run on one machine, one connection.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DeskServer, freePort } from '../support/desk'
import { makeArticle, median, percentile, table } from './support'

const root = fileURLToPath(new URL('../../', import.meta.url))
const REQUESTS = 400
const WARM_UP = 100

/** A Next.js app with nothing in it but handlers that run one statement each and answer with its rows. */
const STATEMENTS: Record<string, string> = {
  articles: `SELECT a.*, u."name" AS "createdByName" FROM "Article" a JOIN "User" u ON u."id" = a."createdById" WHERE a."deletedAt" IS NULL AND (a."access" = 'desk' OR EXISTS (SELECT 1 FROM "ArticleAccess" w WHERE w."articleId" = a."id" AND w."userId" = 'x')) ORDER BY a."updatedAt" DESC, a."id" DESC LIMIT 51`,
  board: `SELECT c.*, u1."name" AS "assigneeName", u2."name" AS "decisionByName", u3."name" AS "changedByName", u4."name" AS "createdByName", (SELECT COUNT(*) FROM "Note" n WHERE n."claimId" = c."id" AND n."deletedAt" IS NULL) AS "noteCount", (SELECT COUNT(*) FROM "Evidence" e WHERE e."claimId" = c."id" AND e."deletedAt" IS NULL) AS "evidenceCount", a."title" AS "articleTitle" FROM "Claim" c JOIN "Article" a ON a."id" = c."articleId" LEFT JOIN "User" u1 ON u1."id" = c."assigneeId" LEFT JOIN "User" u2 ON u2."id" = c."decisionById" LEFT JOIN "User" u3 ON u3."id" = c."changedById" JOIN "User" u4 ON u4."id" = c."createdById" WHERE c."deletedAt" IS NULL AND a."deletedAt" IS NULL AND (a."access" = 'desk' OR EXISTS (SELECT 1 FROM "ArticleAccess" w WHERE w."articleId" = a."id" AND w."userId" = 'x')) ORDER BY c."updatedAt" DESC, c."id" DESC LIMIT 51`,
  empty: 'SELECT 1',
}

async function startPlain(databaseFile: string): Promise<{ url: string; stop: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'tickmark-plain-'))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  const write = (name: string, text: string) => {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  write('package.json', '{"name":"plain","private":true}')
  write('next.config.js', `module.exports = { serverExternalPackages: ['better-sqlite3'], poweredByHeader: false, compress: true }`)
  write('app/layout.js', `export default function Layout({ children }) { return <html><body>{children}</body></html> }`)
  for (const [name, sql] of Object.entries(STATEMENTS))
    write(
      `app/api/${name}/route.js`,
      `import Database from 'better-sqlite3'
let statement
export async function GET() {
  statement ??= new Database(process.env.PLAIN_DATABASE, { readonly: true }).prepare(${JSON.stringify(sql)})
  return Response.json(statement.all(), { headers: { 'Cache-Control': 'no-store' } })
}`,
    )
  const next = join(root, 'node_modules/next/dist/bin/next')
  const env = { ...process.env, PLAIN_DATABASE: databaseFile, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' as const }
  const built = spawnSync(process.execPath, [next, 'build', '--webpack'], { cwd: folder, env, encoding: 'utf8' })
  if (built.status !== 0) throw new Error(`The plain app does not build:\n${built.stdout}${built.stderr}`)
  const port = await freePort()
  const child: ChildProcess = spawn(process.execPath, [next, 'start', '-p', String(port), '-H', '127.0.0.1'], {
    cwd: folder,
    env,
    stdio: 'ignore',
    detached: true,
  })
  const url = `http://127.0.0.1:${port}`
  for (let tries = 0; tries < 100; tries++) {
    if (
      await fetch(`${url}/api/empty`).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      break
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return {
    url,
    stop: () => {
      if (child.pid) process.kill(-child.pid, 'SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function time(url: string, headers: Record<string, string> = {}): Promise<{ times: number[]; bytes: number }> {
  const times: number[] = []
  let bytes = 0
  for (let n = 0; n < REQUESTS + WARM_UP; n++) {
    const start = performance.now()
    const answer = await fetch(url, { headers })
    const body = await answer.arrayBuffer()
    if (!answer.ok) throw new Error(`${url}: ${answer.status}`)
    bytes = body.byteLength
    if (n >= WARM_UP) times.push(performance.now() - start)
  }
  return { times, bytes }
}

const server = await DeskServer.start()
try {
  for (let n = 0; n < 60; n++) await makeArticle(server, { words: 300, claims: 20 })
  const plain = await startPlain(server.desk.databaseFile)
  const headers = { Authorization: `Bearer ${server.desk.people.viewer.token}` }
  const rows: [string, string, string][] = [
    ['articles, a page of 50', '/api/articles?limit=50', '/api/articles'],
    ['board, a page of 50 claims', '/api/claims?limit=50', '/api/board'],
    ['people', '/api/people', '/api/empty'],
    ['OpenAPI', '/api/openapi.json', '/api/empty'],
  ]
  const out: (readonly (string | number)[])[] = [['read', 'plain p50 ms', 'door p50 ms', 'door p95 ms', '× plain', 'plain KB', 'door KB']]
  for (const [name, path, floor] of rows) {
    const bare = await time(plain.url + floor)
    const door = await time(server.desk.url + path, headers)
    out.push([
      name,
      median(bare.times),
      median(door.times),
      percentile(door.times, 0.95),
      median(door.times) / median(bare.times),
      bare.bytes / 1_000,
      door.bytes / 1_000,
    ])
  }
  table(out)
  plain.stop()
} finally {
  await server.stop()
}

/**
 * What the door costs: reads of the API beside a plain Next.js route handler
 * that runs the same SQL, in one run on one machine, one connection.
 */
import { DeskServer } from '../support/desk'
import { PlainServer } from './plain-server'
import { makeArticle, median, percentile, table } from './support'

const REQUESTS = 400
const WARM_UP = 100

const STATEMENTS: Record<string, string> = {
  articles: `SELECT a.*, u."name" AS "createdByName" FROM "Article" a JOIN "User" u ON u."id" = a."createdById" WHERE a."deletedAt" IS NULL AND (a."access" = 'desk' OR EXISTS (SELECT 1 FROM "ArticleAccess" w WHERE w."articleId" = a."id" AND w."userId" = 'x')) ORDER BY a."updatedAt" DESC, a."id" DESC LIMIT 51`,
  board: `SELECT c.*, u1."name" AS "assigneeName", u2."name" AS "decisionByName", u3."name" AS "changedByName", u4."name" AS "createdByName", (SELECT COUNT(*) FROM "Note" n WHERE n."claimId" = c."id" AND n."deletedAt" IS NULL) AS "noteCount", (SELECT COUNT(*) FROM "Evidence" e WHERE e."claimId" = c."id" AND e."deletedAt" IS NULL) AS "evidenceCount", a."title" AS "articleTitle" FROM "Claim" c JOIN "Article" a ON a."id" = c."articleId" LEFT JOIN "User" u1 ON u1."id" = c."assigneeId" LEFT JOIN "User" u2 ON u2."id" = c."decisionById" LEFT JOIN "User" u3 ON u3."id" = c."changedById" JOIN "User" u4 ON u4."id" = c."createdById" WHERE c."deletedAt" IS NULL AND a."deletedAt" IS NULL AND (a."access" = 'desk' OR EXISTS (SELECT 1 FROM "ArticleAccess" w WHERE w."articleId" = a."id" AND w."userId" = 'x')) ORDER BY c."updatedAt" DESC, c."id" DESC LIMIT 51`,
  empty: 'SELECT 1',
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
  const plain = await PlainServer.start(
    server.desk.databaseFile,
    Object.fromEntries(Object.entries(STATEMENTS).map(([name, sql]) => [name, [{ sql, params: [] }]])),
  )
  const headers = { Authorization: `Bearer ${server.desk.people.viewer.token}` }
  const rows: [string, string, string][] = [
    ['articles, a page of 50', '/api/articles?limit=50', 'articles'],
    ['board, a page of 50 claims', '/api/claims?limit=50', 'board'],
    ['people', '/api/people', 'empty'],
    ['OpenAPI', '/api/openapi.json', 'empty'],
  ]
  const out: (readonly (string | number)[])[] = [['read', 'plain p50 ms', 'door p50 ms', 'door p95 ms', '× plain', 'plain KB', 'door KB']]
  for (const [name, path, floor] of rows) {
    const bare = await time(plain.urlOf(floor))
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

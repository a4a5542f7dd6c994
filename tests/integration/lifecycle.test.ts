import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import SqliteDatabase from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DeskServer, freePort } from '@/tests/support/desk'

const root = fileURLToPath(new URL('../../', import.meta.url))
const { BASE_URL: _, ...environment } = process.env

let folder: string
let running: ChildProcess[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tickmark-life-'))
})
afterEach(() => {
  for (const child of running) child.kill('SIGKILL')
  running = []
  rmSync(folder, { recursive: true, force: true })
})

/** The server as `npm start` runs it. */
async function serve(databaseFile: string, env: Record<string, string> = {}) {
  const port = await freePort()
  const child = spawn(process.execPath, [join(root, 'node_modules/next/dist/bin/next'), 'start', '-p', String(port), '-H', '127.0.0.1'], {
    cwd: root,
    env: { ...environment, DATABASE_URL: `file:${databaseFile}`, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', ...env },
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  running.push(child)
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const isUp = async () => {
    for (let tries = 0; tries < 200 && child.exitCode === null; tries++) {
      if (
        await fetch(`http://127.0.0.1:${port}/api/health`).then(
          (answer) => answer.ok,
          () => false,
        )
      )
        return true
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    return false
  }
  return { child, port, ended, isUp, said: () => said }
}

const hashOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')

describe('a server told to stop', () => {
  it('ends within 5 s with a stream and a half-sent request open, and tells the stream', async () => {
    const server = await DeskServer.start()
    try {
      const { url, people, sampleId } = server.desk
      const pid = server.pid as number
      const stream = await fetch(`${url}/api/articles/${sampleId}/events?since=0`, {
        headers: { Authorization: `Bearer ${people.editor.token}` },
      })
      const text = stream.text().catch(() => '')
      const half = connect(Number(new URL(url).port), '127.0.0.1')
      half.on('error', () => {})
      half.write('POST /api/articles HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf')
      await new Promise((resolve) => setTimeout(resolve, 500))
      const told = Date.now()
      process.kill(pid, 'SIGTERM')
      expect(await text).toContain('event: stopping')
      while (isAlive(pid) && Date.now() - told < 20_000) await new Promise((resolve) => setTimeout(resolve, 50))
      expect(isAlive(pid)).toBe(false)
      expect(Date.now() - told).toBeLessThan(6_000)
      half.destroy()
    } finally {
      await server.stop()
    }
  })
  it('ends when whoever started it is gone', async () => {
    const server = await serve(join(folder, 'desk.db'), { TICKMARK_PARENT: 'stdin' })
    expect(await server.isUp()).toBe(true)
    server.child.stdin?.end()
    await server.ended
    expect(isAlive(server.child.pid as number)).toBe(false)
  })
})

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0] !== 'Z'
  } catch {
    return false
  }
}

describe('heavy work', () => {
  it.each(['SIGTERM', 'SIGKILL'] as const)('does not outlive a server ended by %s', async (signal) => {
    const server = await DeskServer.start()
    try {
      const { url, people } = server.desk
      const pid = server.pid as number
      const html = '<p>The mill of the town had <b>forty</b> looms.</p>'.repeat(30_000)
      const asked = fetch(`${url}/api/previews`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${people.editor.token}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ html }),
      }).catch(() => null)
      let child = 0
      while (!child) {
        child = childrenOf(pid).find((one) => commandOf(one).includes('child.mjs')) ?? 0
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
      // Into its work, which no message interrupts.
      await new Promise((resolve) => setTimeout(resolve, 400))
      process.kill(pid, signal)
      for (let tries = 0; tries < 200 && (isAlive(pid) || isAlive(child)); tries++) await new Promise((resolve) => setTimeout(resolve, 50))
      expect([isAlive(pid), isAlive(child)]).toEqual([false, false])
      await asked
    } finally {
      await server.stop()
    }
  })
})

describe('npm start that is told to stop', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('by %s before it serves leaves nothing running', async (signal) => {
    const start = spawn(process.execPath, [join(root, 'scripts/start.mjs')], {
      cwd: root,
      env: { ...environment, DATABASE_URL: `file:${join(folder, 'desk.db')}`, PORT: String(await freePort()) },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    running.push(start)
    const ended = new Promise<number | null>((resolve) => start.once('exit', resolve))
    let preparing = 0
    while (!preparing && start.exitCode === null) {
      preparing = childrenOf(start.pid as number).find((pid) => commandOf(pid).includes('prisma/seed.ts')) ?? 0
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    expect(preparing).toBeGreaterThan(0)
    start.kill(signal)
    expect(await ended).not.toBe(0)
    for (let tries = 0; tries < 100 && isAlive(preparing); tries++) await new Promise((resolve) => setTimeout(resolve, 50))
    expect(isAlive(preparing)).toBe(false)
  })
})

const childrenOf = (pid: number) => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

describe('a server that must not start', () => {
  async function refusal(databaseFile: string): Promise<string> {
    const server = await serve(databaseFile)
    expect(await server.isUp()).toBe(false)
    expect(await server.ended).not.toBe(0)
    return server.said()
  }
  it('says that an empty file is not a desk, and leaves it empty', async () => {
    const file = join(folder, 'desk.db')
    writeFileSync(file, '')
    expect(await refusal(file)).toContain('is empty: a desk that was there is gone')
    expect(readdirSync(folder)).toEqual(['desk.db'])
    expect(statSync(file).size).toBe(0)
  })
  it('says that a file is no database, or another program’s, and changes nothing', async () => {
    const words = join(folder, 'words.db')
    writeFileSync(words, 'Not a database at all, but long enough to be looked at.')
    const before = hashOf(words)
    expect(await refusal(words)).toContain('is not a database')
    expect(hashOf(words)).toBe(before)
    const other = join(folder, 'other.db')
    const db = new SqliteDatabase(other)
    db.exec('CREATE TABLE bookmarks (url TEXT); INSERT INTO bookmarks VALUES (1)')
    db.close()
    const otherBefore = hashOf(other)
    expect(await refusal(other)).toContain('the database of another program')
    expect(hashOf(other)).toBe(otherBefore)
    expect(readdirSync(folder).sort()).toEqual(['other.db', 'words.db'])
  })
  it.each([
    [
      'its migrations',
      'CREATE TABLE "_prisma_migrations" (id TEXT, migration_name TEXT, rolled_back_at TEXT); INSERT INTO "_prisma_migrations" VALUES (1, \'2020_theirs\', NULL)',
    ],
    ['migrations of another kind', 'CREATE TABLE "_prisma_migrations" (id TEXT); INSERT INTO "_prisma_migrations" VALUES (1)'],
    ['its mark', 'PRAGMA application_id = 1196444487; VACUUM'],
    ['its mark, with a log beside it', 'PRAGMA journal_mode = WAL; PRAGMA user_version = 7; CREATE TABLE t (a)'],
  ])('says so of another program’s file that has nothing but %s, and changes nothing', async (_, sql) => {
    const other = join(folder, 'other.db')
    const db = new SqliteDatabase(other)
    db.exec(sql)
    db.close()
    const before = hashOf(other)
    expect(await refusal(other)).toContain('the database of another program')
    expect(hashOf(other)).toBe(before)
    expect(readdirSync(folder)).toEqual(['other.db'])
  })
  it('says that the desk’s secret is no secret', async () => {
    const file = join(folder, 'desk.db')
    const first = await serve(file)
    expect(await first.isUp()).toBe(true)
    first.child.kill('SIGTERM')
    await first.ended
    writeFileSync(`${file}.secret`, '')
    expect(await refusal(file)).toMatch(/secret.*(?:short|empty)/i)
  })
  it('says that a damaged file is damaged, and changes nothing', async () => {
    const file = join(folder, 'desk.db')
    const first = await serve(file)
    expect(await first.isUp()).toBe(true)
    first.child.kill('SIGTERM')
    await first.ended
    const db = new SqliteDatabase(file)
    db.pragma('wal_checkpoint(TRUNCATE)')
    db.close()
    truncateSync(file, Math.floor(statSync(file).size / 2 / 4096) * 4096)
    const before = hashOf(file)
    expect(await refusal(file)).toContain('is damaged')
    expect(hashOf(file)).toBe(before)
  })
  it('says that another server has the desk, unless it is told that two may', async () => {
    const file = join(folder, 'desk.db')
    const first = await serve(file)
    expect(await first.isUp()).toBe(true)
    expect(await refusal(file)).toContain('Another Tickmark server has')
    const second = await serve(file, { SECOND_SERVER: 'yes' })
    expect(await second.isUp()).toBe(true)
    // However the first one ends, the desk is free again.
    first.child.kill('SIGKILL')
    await first.ended
    second.child.kill('SIGKILL')
    await second.ended
    expect(await (await serve(file)).isUp()).toBe(true)
  })
})

describe('the files of a desk', () => {
  it('are for its own account only, also those that stood there before', async () => {
    const own = join(folder, 'data')
    const file = join(own, 'desk.db')
    const first = await serve(file)
    expect(await first.isUp()).toBe(true)
    first.child.kill('SIGTERM')
    await first.ended
    for (const name of readdirSync(own)) chmodSync(join(own, name), 0o644)
    writeFileSync(`${file}.before-upgrade`, 'an old backup', { mode: 0o644 })
    chmodSync(own, 0o755)
    const second = await serve(file)
    expect(await second.isUp()).toBe(true)
    expect(readdirSync(own).length).toBeGreaterThan(3)
    for (const name of readdirSync(own)) expect((statSync(join(own, name)).mode & 0o777).toString(8), name).toBe('600')
    expect((statSync(own).mode & 0o777).toString(8)).toBe('700')
  })
})

import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migrate } from '@/lib/server/store/sqlite/migrate'
import { SafeSqlite } from '@/lib/server/store/sqlite/safe-sqlite'
import { PrismaClient } from '@/prisma/generated/client'
import { apiOf, DeskServer } from '@/tests/support/desk'

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into field by field
type Any = any

describe('the database adapter', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tickmark-adapter-'))
  const file = join(folder, 'a.db')
  let prisma: PrismaClient
  beforeAll(() => {
    migrate(file, 'prisma/migrations')
    prisma = new PrismaClient({ adapter: new SafeSqlite(file) })
  })
  afterAll(async () => {
    await prisma.$disconnect()
    rmSync(folder, { recursive: true, force: true })
  })
  const write = (key: string) => prisma.setting.create({ data: { key, value: 'x' } })
  const seen = (key: string) => {
    const other = new SqliteDatabase(file, { readonly: true })
    const row = other.prepare('SELECT key FROM Setting WHERE key = ?').get(key)
    other.close()
    return row !== undefined
  }
  /** Another process holds the write lock for a while. */
  const holdLock = async (ms: number) => {
    const holder = spawn(
      process.execPath,
      [
        '-e',
        `const D=require('better-sqlite3');const d=new D(${JSON.stringify(file)});d.exec('BEGIN IMMEDIATE');console.log('held');setTimeout(()=>{d.exec('COMMIT');d.close()},${ms})`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    await new Promise((resolve) => holder.stdout.once('data', resolve))
    // In an object, so that waiting for the lock to be held is not waiting for its end.
    return { released: new Promise((resolve) => holder.once('exit', resolve)) }
  }

  it('waits for another process’s lock and then writes', async () => {
    const { released } = await holdLock(700)
    await write('waited')
    expect(seen('waited')).toBe(true)
    await released
  })
  it('reports a write it could not make, and every write acknowledged after that is seen by a second connection', async () => {
    const { released } = await holdLock(6_500)
    await expect(write('refused')).rejects.toThrow()
    expect(seen('refused')).toBe(false)
    await released
    for (let n = 0; n < 10; n++) {
      await write(`after-${n}`)
      expect(seen(`after-${n}`)).toBe(true)
    }
  })
  it('reports a transaction that cannot get the lock, and is not left inside it', async () => {
    const other = new SqliteDatabase(file, { timeout: 0 })
    other.exec('BEGIN IMMEDIATE')
    await expect(
      prisma.$transaction((tx) => tx.setting.create({ data: { key: 'locked', value: 'x' } }), { maxWait: 20_000 }),
    ).rejects.toThrow()
    other.exec('COMMIT')
    other.close()
    await write('free')
    expect(seen('free')).toBe(true)
    expect(seen('locked')).toBe(false)
  })
  it('keeps a plain write out of a transaction that is rolled back beside it', async () => {
    const transaction = prisma.$transaction(async (tx) => {
      await tx.setting.create({ data: { key: 'doomed', value: 'x' } })
      await new Promise((resolve) => setTimeout(resolve, 150))
      throw new Error('rolled back')
    })
    await new Promise((resolve) => setTimeout(resolve, 40))
    const plain = write('beside')
    expect(await prisma.setting.findUnique({ where: { key: 'doomed' } })).toBeNull()
    await expect(transaction).rejects.toThrow('rolled back')
    await plain
    expect(seen('beside')).toBe(true)
    expect(seen('doomed')).toBe(false)
  })
  it('loses none of 40 transactions at once', async () => {
    await Promise.all(
      Array.from({ length: 40 }, (_, n) => prisma.$transaction((tx) => tx.setting.create({ data: { key: `many-${n}`, value: 'x' } }))),
    )
    expect(await prisma.setting.count({ where: { key: { startsWith: 'many-' } } })).toBe(40)
  })
})

describe('migrations', () => {
  it('are refused on a database that a newer program used, and when an applied one was edited; nothing is changed', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tickmark-migrate-'))
    const file = join(folder, 'm.db')
    expect(migrate(file, 'prisma/migrations')).toMatchObject({ isNew: true, backup: null })
    expect(migrate(file, 'prisma/migrations').applied).toEqual([])
    const db = new SqliteDatabase(file)
    db.exec(`INSERT INTO "_prisma_migrations" (id, checksum, migration_name) VALUES ('x', 'y', '20990101000000_future')`)
    expect(() => migrate(file, 'prisma/migrations')).toThrow(/newer Tickmark/)
    db.exec(`DELETE FROM "_prisma_migrations" WHERE id = 'x'; UPDATE "_prisma_migrations" SET checksum = 'other'`)
    expect(() => migrate(file, 'prisma/migrations')).toThrow(/was edited/)
    db.close()
    rmSync(folder, { recursive: true, force: true })
  })
  it('of a new desk come with the sample article and a set-up link', { timeout: 60_000 }, () => {
    const folder = mkdtempSync(join(tmpdir(), 'tickmark-seed-'))
    const file = join(folder, 'desk.db')
    const { BASE_URL: _, ...environment } = process.env
    const seed = () =>
      spawnSync(process.execPath, ['--conditions=react-server', '--import', 'tsx', 'prisma/seed.ts'], {
        env: { ...environment, DATABASE_URL: `file:${file}`, PORT: '3999' },
        encoding: 'utf8',
      }).stdout
    const [first, second] = [seed(), seed()]
    expect(first).toMatch(/http:\/\/127\.0\.0\.1:3999\/setup\?code=\S{20,}/)
    expect(second).toMatch(/setup\?code=/)
    const database = new SqliteDatabase(file, { readonly: true })
    expect(database.prepare('SELECT COUNT(*) AS n FROM Article WHERE isSample').get()).toEqual({ n: 1 })
    database.close()
    rmSync(folder, { recursive: true, force: true })
  })
  it('lead to the schema, column by column', () => {
    const database = new SqliteDatabase(':memory:')
    const names = readdirSync('prisma/migrations', { withFileTypes: true }).filter((entry) => entry.isDirectory())
    for (const { name } of names.sort((x, y) => (x.name < y.name ? -1 : 1)))
      database.exec(readFileSync(`prisma/migrations/${name}/migration.sql`, 'utf8'))
    const schema = readFileSync('prisma/schema.prisma', 'utf8')
    const models = [...schema.matchAll(/^model (\w+) \{([\s\S]*?)^\}/gm)]
    expect(models.length).toBeGreaterThan(10)
    for (const [, model = '', body = ''] of models) {
      const table = /@@map\("(\w+)"\)/.exec(body)?.[1] ?? model
      const wanted = [...body.matchAll(/^ {2}(\w+) +(?:String|Int|Boolean|DateTime|Bytes)\??(?: |$)/gm)].map((match) => match[1])
      const columns = database.prepare(`PRAGMA table_info("${table}")`).all() as { name: string }[]
      expect(columns.map((column) => column.name).sort(), model).toEqual(wanted.sort())
    }
    database.close()
  })
})

describe('kill -9 while people write', () => {
  it('loses nothing that was acknowledged, and half-does nothing', { timeout: 180_000 }, async () => {
    const server = await DeskServer.start()
    try {
      const api = apiOf(server.desk.url, server.desk.people.editor.token)
      const made = await api<Any>('POST', '/api/articles', { text: 'start' })
      const claim = await api<Any>('POST', `/api/articles/${made.body.id}/claims`, { selector: { exact: 'start' } })
      const acknowledged: string[] = []
      for (let round = 0; round < 6; round++) {
        let isOver = false
        const writers = Array.from({ length: 6 }, async (_, writer) => {
          for (let n = 0; !isOver; n++) {
            const text = `note ${round}-${writer}-${n}`
            const answer = await api<Any>('POST', `/api/claims/${claim.body.id}/notes`, { text }).catch(() => null)
            if (answer?.status === 201) acknowledged.push(text)
            else return
          }
        })
        // By count, not by time: in the middle of the writing, however slow the machine is.
        const goal = acknowledged.length + 4 + Math.floor(Math.random() * 12)
        while (acknowledged.length < goal) await new Promise((resolve) => setTimeout(resolve, 10))
        await server.kill()
        isOver = true
        await Promise.all(writers)
        await server.up()
      }
      const { body } = await api<Any>('GET', `/api/claims/${claim.body.id}`)
      const kept = new Set(body.notes.map((note: Any) => note.text))
      expect(acknowledged.length).toBeGreaterThan(20)
      expect(acknowledged.filter((text) => !kept.has(text))).toEqual([])
      // Each note has its history entry and the other way round, and the chain is whole.
      const db = new SqliteDatabase(server.desk.databaseFile, { readonly: true })
      expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
      const notes = (db.prepare('SELECT count(*) AS n FROM Note WHERE claimId = ?').get(claim.body.id) as Any).n
      const entries = (
        db
          .prepare(`SELECT count(*) AS n FROM HistoryEntry WHERE action = 'note.added' AND subject = ?`)
          .get(`claim:${claim.body.id}`) as Any
      ).n
      db.close()
      expect(entries).toBe(notes)
    } finally {
      await server.stop()
    }
  })
})

describe('the command line', () => {
  it('backs up while the server runs, verifies, and names an altered entry', { timeout: 60_000 }, async () => {
    const server = await DeskServer.start()
    const folder = mkdtempSync(join(tmpdir(), 'tickmark-desk-'))
    const desk = (databaseFile: string, ...args: string[]) =>
      new Promise<{ code: number; out: string }>((resolve) => {
        const child = spawn(process.execPath, ['--conditions=react-server', '--import', 'tsx', 'lib/server/desk.ts', ...args], {
          env: { ...process.env, BASE_URL: '', DATABASE_URL: `file:${databaseFile}` },
        })
        let out = ''
        child.stdout.on('data', (chunk) => {
          out += chunk
        })
        child.stderr.on('data', (chunk) => {
          out += chunk
        })
        child.on('exit', (code) => resolve({ code: code ?? 1, out }))
      })
    try {
      const copy = join(folder, 'copy.db')
      expect((await desk(server.desk.databaseFile, 'backup', copy)).code).toBe(0)
      expect(await desk(copy, 'verify')).toMatchObject({ code: 0 })
      expect((await desk(server.desk.databaseFile, 'restore', copy)).out).toMatch(/running/)
      const db = new SqliteDatabase(copy)
      db.exec(`UPDATE HistoryEntry SET after = '{"state":"checked"}' WHERE seq = 5`)
      db.close()
      const verdict = await desk(copy, 'verify')
      expect(verdict.code).toBe(1)
      expect(verdict.out).toMatch(/entry 5 was altered/)
      writeFileSync(join(folder, 'junk.db'), 'not a database at all, not at all')
      expect((await desk(join(folder, 'fresh.db'), 'restore', join(folder, 'junk.db'))).code).toBe(1)
    } finally {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

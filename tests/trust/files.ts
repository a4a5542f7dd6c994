import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { migrate } from '@/lib/server/store/sqlite/migrate'
import { checkFile } from '@/lib/server/store/sqlite/own-files'
import { apiOf, DeskServer } from '../support/desk'
import {
  between,
  copyDesk,
  ended,
  type Finding,
  inFolder,
  inspect,
  isRoot,
  makeDesk,
  pause,
  random,
  root,
  runScript,
  type Scale,
  sh,
  verifyFile,
} from './support'

/** R8: the disk fills up while people write, and is made larger. */
export async function fullDisk(): Promise<Finding> {
  const check = 'R8 full disk'
  if (!isRoot) return { check, found: 'not run: needs root, to mount a small disk', isGood: null }
  return inFolder(async (folder) => {
    sh('mount', '-t', 'tmpfs', '-o', 'size=20m', 'tmpfs', folder)
    try {
      const server = await DeskServer.start(folder)
      try {
        const { url, people, databaseFile } = server.desk
        const editor = apiOf(url, people.editor.token)
        const kept: string[] = []
        let refused = 0
        let other = ''
        for (let n = 0; n < 120 && refused < 10; n++) {
          const made = await editor<{ id: string; error?: { code: string } }>('POST', '/api/articles', {
            text: `${n} ${'It cost 5 crowns in May. '.repeat(20_000)}`,
          })
          if (made.status === 201) kept.push(made.body.id)
          else if (made.status === 507) refused++
          else other = `${made.status} ${made.body.error?.code}`
        }
        const readable = await editor('GET', '/api/articles')
        sh('mount', '-o', 'remount,size=120m', folder)
        const again = await editor<{ id: string }>('POST', '/api/articles', { text: 'There is room again.' })
        const missing: string[] = []
        for (const id of kept) if ((await editor('GET', `/api/articles/${id}`)).status !== 200) missing.push(id)
        const lines = server.log.split('\n').filter((line) => line.includes('storage-full')).length
        const left = existsSync(`${databaseFile}.tmp`) ? readdirSync(`${databaseFile}.tmp`).length : 0
        await server.kill()
        const said = verifyFile(databaseFile)
        return {
          check,
          found: `${kept.length} articles kept, ${refused} refused with 507${other ? `, and ${other}` : ''}, ${missing.length} of the kept missing; reading meanwhile ${readable.status}; writing after more room ${again.status}; ${lines} lines in the log, ${left} files left over; verify: ${said ?? 'sound'}`,
          isGood:
            refused > 0 &&
            other === '' &&
            missing.length === 0 &&
            readable.status === 200 &&
            again.status === 201 &&
            lines <= 2 &&
            left === 0 &&
            said === null,
        }
      } finally {
        await server.kill()
      }
    } finally {
      sh('umount', '-l', folder)
    }
  })
}

/** R10: a file is damaged in sixty ways; the start refuses it or `verify` names it. */
export async function damages(scale: Scale): Promise<Finding> {
  const count = scale.of(60, 20)
  return inFolder(async (folder) => {
    const base = join(folder, 'base.db')
    makeDesk(base)
    grow(base)
    const size = statSync(base).size
    const file = join(folder, 'damaged.db')
    const unseen: string[] = []
    let byStart = 0
    for (let n = 0; n < count; n++) {
      rmSync(`${file}-wal`, { force: true })
      rmSync(`${file}-shm`, { force: true })
      copyFileSync(base, file)
      const what = damage(file, size, n)
      let refused = false
      try {
        checkFile(file)
      } catch {
        refused = true
      }
      if (refused) byStart++
      else if (verifyFile(file) === null) unseen.push(what)
    }
    return {
      check: 'R10 a damaged file',
      found: `${count} damages: ${byStart} refused at the start, ${count - byStart - unseen.length} named by verify, ${unseen.length} seen by neither${unseen.length > 0 ? ` (${unseen.slice(0, 3).join('; ')})` : ''}`,
      isGood: unseen.length === 0,
    }
  })
}

// A desk of some megabytes, whose pages mostly hold words.
function grow(file: string): void {
  const db = new SqliteDatabase(file)
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.exec('VACUUM')
  db.close()
}

function damage(file: string, size: number, n: number): string {
  const handle = openSync(file, 'r+')
  const page = 4096
  const at = (offset: number, bytes: Buffer) => writeSync(handle, bytes, 0, bytes.length, offset)
  switch (n % 6) {
    case 0:
      at(Math.floor(random() * 16), Buffer.from([0xff]))
      return 'a byte of the header'
    case 1: {
      const to = Math.floor(between(0.2, 0.95) * size)
      truncateSync(file, to)
      return `cut off at ${to} bytes`
    }
    case 2: {
      const number = 1 + Math.floor(random() * (size / page - 1))
      at(number * page, Buffer.alloc(page))
      return `page ${number} empty`
    }
    case 3: {
      const number = 1 + Math.floor(random() * (size / page - 1))
      at(number * page, Buffer.from(Array.from({ length: page }, () => Math.floor(random() * 256))))
      return `page ${number} of noise`
    }
    case 4: {
      // A letter of somebody's words, where the file keeps it.
      const bytes = readFileSync(file)
      const found = bytes.indexOf('river', Math.floor(random() * size * 0.5))
      at(found < 0 ? bytes.indexOf('river') : found, Buffer.from('liver'))
      return `a word altered at ${found}`
    }
    default: {
      writeFileSync(`${file}-wal`, Buffer.from(Array.from({ length: 8_000 }, () => Math.floor(random() * 256))))
      const number = 1 + Math.floor(random() * (size / page - 1))
      at(number * page, Buffer.from([0xff, 0xff, 0xff, 0xff]))
      return `a head of page ${number}, and a WAL of something else`
    }
  }
}

/** R11: the upgrade from each released schema is killed again and again. */
export async function killedUpgrades(scale: Scale): Promise<Finding> {
  const kills = scale.of(200, 12)
  return inFolder(async (folder) => {
    const names = readdirSync(join(root, 'prisma/migrations'))
      .filter((name) => /^\d/.test(name))
      .sort()
    const bases = names.slice(0, -1).map((_, index) => {
      const file = join(folder, `released-${index + 1}.db`)
      makeReleased(file, names.slice(0, index + 1))
      return file
    })
    let half = 0
    let before = 0
    const problems: string[] = []
    const file = join(folder, 'desk.db')
    for (let n = 0; n < kills; n++) {
      const base = bases[n % bases.length] as string
      for (const name of readdirSync(folder)) if (name.startsWith('desk.db')) rmSync(join(folder, name), { force: true })
      copyDesk(base, file)
      const run = runScript('migrate-file', [file], file)
      for (let tries = 0; run.acknowledged.length === 0 && tries < 2_000; tries++) await pause(5)
      await pause(between(0, 60))
      run.child.kill('SIGKILL')
      await ended(run.child)
      const db = new SqliteDatabase(file)
      const applied = (
        db.prepare('SELECT migration_name AS name FROM "_prisma_migrations" ORDER BY migration_name').all() as { name: string }[]
      ).map((one) => one.name)
      if (db.pragma('integrity_check', { simple: true }) !== 'ok' || applied.join() !== names.slice(0, applied.length).join()) half++
      const people = (db.prepare('SELECT count(*) AS n FROM "User"').get() as { n: number }).n
      if (people !== 300) problems.push(`${people} of 300 people after a kill`)
      db.close()
      if (applied.length < names.length) before++
      // The next start finishes what was begun.
      try {
        migrate(file, join(root, 'prisma/migrations'))
      } catch (error) {
        problems.push(String(error))
      }
    }
    return {
      check: 'R11 kill -9 during the upgrade from each released schema',
      found: `${kills} kills (${before} before its end), ${half} halfway, ${problems.length} not finished by the next start${problems[0] ? `: ${problems[0]}` : ''}`,
      isGood: half === 0 && problems.length === 0,
    }
  })
}

/** A file of an earlier schema with some hundred people in it, as its own program left it. */
function makeReleased(file: string, names: readonly string[]): void {
  const part = join(file, '..', `migrations-${names.length}`)
  sh('mkdir', '-p', part)
  for (const name of names) sh('cp', '-r', join(root, 'prisma/migrations', name), part)
  const db = new SqliteDatabase(file)
  db.close()
  const open = new SqliteDatabase(file)
  open.pragma('journal_mode = WAL')
  open.exec(
    'CREATE TABLE IF NOT EXISTS "_prisma_migrations" ("id" TEXT PRIMARY KEY NOT NULL, "checksum" TEXT NOT NULL, "finished_at" DATETIME, "migration_name" TEXT NOT NULL, "logs" TEXT, "rolled_back_at" DATETIME, "started_at" DATETIME NOT NULL DEFAULT current_timestamp, "applied_steps_count" INTEGER UNSIGNED NOT NULL DEFAULT 0)',
  )
  for (const name of names) {
    const sql = readFileSync(join(root, 'prisma/migrations', name, 'migration.sql'), 'utf8')
    open.exec(sql)
    open
      .prepare(
        'INSERT INTO "_prisma_migrations" (id, checksum, finished_at, migration_name, applied_steps_count) VALUES (?, ?, current_timestamp, ?, 1)',
      )
      .run(name, checksum(sql), name)
  }
  const columns = (open.pragma('table_info("User")') as { name: string; notnull: number; dflt_value: unknown; type: string }[]).filter(
    (one) => one.notnull && one.dflt_value === null,
  )
  const insert = open.prepare(
    `INSERT INTO "User" (${columns.map((one) => `"${one.name}"`).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  )
  for (let n = 0; n < 300; n++)
    insert.run(
      ...columns.map((one) =>
        one.name === 'role'
          ? 'viewer'
          : /INT|BOOL/.test(one.type)
            ? 0
            : /DATE/.test(one.type)
              ? '2026-01-01T00:00:00.000+00:00'
              : `${one.name} ${n}`,
      ),
    )
  open.pragma('wal_checkpoint(TRUNCATE)')
  open.close()
}

function checksum(sql: string): string {
  return createHash('sha256').update(sql).digest('hex')
}

/** R12: backups while people write. */
export async function backups(scale: Scale): Promise<Finding> {
  const count = scale.of(50, 4)
  const server = await DeskServer.start()
  try {
    return await inFolder(async (folder) => {
      const { url, people, sampleId, databaseFile } = server.desk
      const editor = apiOf(url, people.editor.token)
      const claimId = (await editor<{ claims: { id: string }[] }>('GET', `/api/articles/${sampleId}/claims`)).body.claims[0]?.id
      const acknowledged: string[] = []
      let isOver = false
      const writers = Array.from({ length: 6 }, async (_, writer) => {
        for (let n = 0; !isOver; n++) {
          const text = `trust b${writer}-${n}`
          if ((await editor('POST', `/api/claims/${claimId}/notes`, { kind: 'note', text })).status === 201) acknowledged.push(text)
        }
      })
      let lost = 0
      const problems: string[] = []
      for (let n = 0; n < count; n++) {
        const told = [...acknowledged]
        const copy = join(folder, `backup-${n}.db`)
        const run = runScript('back-up', [copy], databaseFile)
        await ended(run.child)
        if (!existsSync(copy)) {
          problems.push(run.said())
          continue
        }
        const state = inspect(copy, told)
        lost += state.lost
        problems.push(...state.problems)
        const said = verifyFile(copy)
        if (said) problems.push(said)
        rmSync(copy, { force: true })
      }
      isOver = true
      await Promise.all(writers)
      return {
        check: 'R12 backups while six people write',
        found: `${count} backups, ${acknowledged.length} changes acknowledged, ${lost} missing from a backup begun after them, ${problems.length} backups not sound${problems[0] ? `: ${problems[0].slice(0, 200)}` : ''}`,
        isGood: lost === 0 && problems.length === 0,
      }
    })
  } finally {
    await server.stop()
  }
}

import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import SqliteDatabase from 'better-sqlite3'
import { apiOf, DeskServer } from '../support/desk'
import { type Finding, inFolder, isRoot, pause, root, type Scale, verifyFile } from './support'

/** How long another process holds a lock, in ms. */
const HELD_MS = 1_500

/** R4: another process holds a read, then a write lock while people write; then the server is killed. */
export async function foreignLocks(scale: Scale): Promise<Finding> {
  const rounds = scale.of(10, 2)
  const server = await DeskServer.start()
  try {
    const { url, people, databaseFile } = server.desk
    const editor = apiOf(url, people.editor.token)
    const kept: string[] = []
    let refused = 0
    const write = async () => {
      const made = await editor<{ id: string }>('POST', '/api/articles', { text: 'It cost 5 crowns.' })
      if (made.status === 201) kept.push(made.body.id)
      else refused++
    }
    for (let n = 0; n < rounds; n++) {
      const other = new SqliteDatabase(databaseFile)
      other.exec(n % 2 === 0 ? 'BEGIN; SELECT count(*) FROM "Article"' : 'BEGIN IMMEDIATE')
      const writing = Promise.all([write(), write(), write()])
      await pause(HELD_MS)
      other.exec('ROLLBACK')
      other.close()
      await writing
    }
    await server.kill()
    const said = verifyFile(databaseFile)
    await server.up()
    const missing: string[] = []
    for (const id of kept) if ((await editor('GET', `/api/articles/${id}`)).status !== 200) missing.push(id)
    return {
      check: 'R4 another process holds locks, then kill -9',
      found: `${rounds} locks of ${HELD_MS} ms, ${kept.length} changes acknowledged, ${refused} refused, ${missing.length} lost; verify: ${said ?? 'sound'}`,
      isGood: kept.length > 0 && missing.length === 0 && said === null,
    }
  } finally {
    await server.kill()
  }
}

/** R9: a desk on a disk that cannot be written. */
export async function readOnlyDisk(): Promise<Finding> {
  const check = 'R9 a disk that cannot be written'
  if (!isRoot) return { check, found: 'not run: needs root, to mount one', isGood: null }
  return inFolder(async (folder) => {
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=40m', 'tmpfs', folder])
    try {
      const server = await DeskServer.start(folder)
      await server.kill()
      spawnSync('mount', ['-o', 'remount,ro', folder])
      const start = Date.now()
      const said = await server.up().then(
        () => 'it started',
        (error: Error) => error.message,
      )
      const took = Date.now() - start
      await server.kill()
      const sentence = /\S[^\n"]*cannot be written[^\n"]*/.exec(said)?.[0] ?? said.slice(0, 200)
      return {
        check,
        found: `ended after ${took} ms: ${sentence.replaceAll(folder, '…')}`,
        isGood: /cannot be written/.test(said),
      }
    } finally {
      spawnSync('umount', ['-l', folder])
    }
  })
}

/** A check that tests of their own make; run here with a larger scale. */
function byTests(check: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Finding {
  const run = spawnSync(process.execPath, [...args], { cwd: root, encoding: 'utf8', env: { ...process.env, ...env }, timeout: 1_200_000 })
  const said = stripVTControlCharacters(`${run.stdout}${run.stderr}`)
  const counts = /Tests +(.*)|^ +(\d+ (?:passed|failed).*)$/m.exec(said)
  return { check, found: counts?.[1] ?? counts?.[2] ?? 'it could not be run', isGood: run.status === 0 }
}

/** R5: people writing, marking and undoing at once over a bad network. */
export async function convergence(): Promise<Finding> {
  return byTests(
    'R5 many writers over a bad network end equal (400 stories)',
    [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'use-cases', 'tests/use-cases/convergence.test.ts'],
    { TICKMARK_RUNS: '400' },
  )
}

/** R7: offline, reload, closed tab, in a real browser. */
export async function offline(): Promise<Finding> {
  return byTests('R7 offline, a dead server, a closed tab', [
    join(root, 'node_modules/@playwright/test/cli.js'),
    'test',
    '--project=journeys',
    '-g',
    'server was dead|killed mid-burst|server is away|network goes',
  ])
}

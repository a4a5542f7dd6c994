import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import SqliteDatabase from 'better-sqlite3'
import { seeded } from '../bench/bench-text'

export const root = fileURLToPath(new URL('../../', import.meta.url))
export const isRoot = process.getuid?.() === 0

/** What one check found. A check that could not run here says why and counts as neither. */
export interface Finding {
  readonly check: string
  readonly found: string
  readonly isGood: boolean | null
}

export interface Scale {
  /** How many of `full`: all of them, or the slice CI runs. */
  readonly of: (full: number, slice: number) => number
}

/** The same every run. */
export const random = seeded(20_261_126)
export const between = (low: number, high: number) => low + random() * (high - low)
export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** A folder for one check, gone when it is over. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'tickmark-trust-'))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Bundles a script of this folder, so that it starts fast; and returns its file. */
export function bundle(name: string): string {
  const out = join(root, '.next', 'trust', `${name}.mjs`)
  if (built.has(out)) return out
  mkdirSync(join(root, '.next', 'trust'), { recursive: true })
  const made = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/esbuild/bin/esbuild'),
      join(root, 'tests/trust', `${name}.ts`),
      ...[
        '--bundle',
        '--platform=node',
        '--format=esm',
        '--target=node20',
        '--packages=external',
        '--alias:@=.',
        '--conditions=react-server',
      ],
      `--outfile=${out}`,
      '--log-level=warning',
    ],
    { cwd: root, encoding: 'utf8' },
  )
  if (made.status !== 0) throw new Error(made.stderr)
  built.add(out)
  return out
}
const built = new Set<string>()

/** Runs a bundled script; the ids it acknowledges on its output are collected. */
export function runScript(
  name: string,
  args: readonly string[],
  databaseFile: string,
): { child: ChildProcess; acknowledged: string[]; said: () => string } {
  const child = spawn(process.execPath, ['--conditions=react-server', bundle(name), ...args], {
    cwd: root,
    env: {
      ...process.env,
      BASE_URL: '',
      DATABASE_URL: `file:${databaseFile}`,
      AUTH_SECRET: 'a secret of the tests, long enough to be one',
      NODE_ENV: 'production',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const acknowledged: string[] = []
  let rest = ''
  let said = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split('\n')
    rest = lines.pop() ?? ''
    acknowledged.push(...lines.filter((line) => line.startsWith('A ')).map((line) => line.slice(2)))
    said += chunk.toString()
  })
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  return { child, acknowledged, said: () => said }
}

/** Waits for the first acknowledgement, then so many ms. */
export async function untilBusy(run: { child: ChildProcess; acknowledged: string[]; said: () => string }, ms: number): Promise<void> {
  for (let tries = 0; run.acknowledged.length === 0; tries++) {
    if (run.child.exitCode !== null || tries > 2_000) throw new Error(`It did not begin to write:\n${run.said()}`)
    await pause(10)
  }
  await pause(ms)
}

export function ended(child: ChildProcess): Promise<void> {
  return child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => child.once('close', () => resolve()))
}

/** Makes a desk with people and the sample article, without a server. */
export function makeDesk(file: string): void {
  const made = spawnSync(process.execPath, ['--conditions=react-server', '--import', 'tsx', join(root, 'tests/support/make-desk.ts')], {
    cwd: root,
    env: { ...process.env, BASE_URL: '', DATABASE_URL: `file:${file}`, NODE_ENV: 'production' },
    encoding: 'utf8',
  })
  if (!made.stdout.includes('DESK ')) throw new Error(made.stdout + made.stderr)
  const db = new SqliteDatabase(file)
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
}

export interface FileState {
  readonly lost: number
  readonly problems: readonly string[]
}

/** Opens a file as the next start would, and counts what was acknowledged and is not there, or is there twice. */
export function inspect(file: string, acknowledged: readonly string[]): FileState {
  const db = new SqliteDatabase(file)
  try {
    const problems: string[] = []
    const integrity = db.pragma('integrity_check', { simple: true })
    if (integrity !== 'ok') problems.push(`integrity: ${integrity}`)
    if ((db.pragma('foreign_key_check') as unknown[]).length > 0) problems.push('foreign keys')
    const count = (sql: string) => (db.prepare(sql).get() as { n: number }).n
    // A note without its entry, or an entry without its note, is a change half done.
    if (count('SELECT count(*) AS n FROM Note') !== count(`SELECT count(*) AS n FROM HistoryEntry WHERE action = 'note.added'`))
      problems.push('a note without its entry, or the other way round')
    const texts = new Map<string, number>()
    for (const { text } of db.prepare('SELECT text FROM Note').all() as { text: string }[]) texts.set(text, (texts.get(text) ?? 0) + 1)
    if ([...texts].some(([text, times]) => text.startsWith('trust') && times > 1)) problems.push('a note twice')
    return { lost: acknowledged.filter((one) => !texts.has(one)).length, problems }
  } finally {
    db.close()
  }
}

/** What `verify` says of a file: null when it is sound. */
export function verifyFile(file: string): string | null {
  const done = spawnSync(process.execPath, ['--conditions=react-server', bundle('verify-file'), file], {
    cwd: root,
    env: { ...process.env, BASE_URL: '', DATABASE_URL: `file:${file}`, AUTH_SECRET: 'a secret of the tests, long enough to be one' },
    encoding: 'utf8',
  })
  if (done.status === 0) return null
  // A verify that breaks off has named nothing.
  if (!/SOMETHING IS WRONG|not a desk of this version/.test(done.stdout)) throw new Error(`verify broke off: ${done.stdout}${done.stderr}`)
  return done.stdout
}

/** A file system of its own in a file, mounted while the work runs. Root only. */
export async function onLoopDisk<T>(
  folder: string,
  megabytes: number,
  work: (disk: { mount: string; image: string }) => Promise<T>,
): Promise<T> {
  const image = join(folder, 'disk.img')
  const mount = join(folder, 'disk')
  mkdirSync(mount, { recursive: true })
  writeFileSync(image, '')
  sh('truncate', '-s', `${megabytes}M`, image)
  sh('mkfs.ext4', '-q', '-E', 'lazy_itable_init=0,lazy_journal_init=0', image)
  sh('mount', '-o', 'loop', image, mount)
  try {
    return await work({ mount, image })
  } finally {
    spawnSync('umount', [mount])
  }
}

export function sh(command: string, ...args: string[]): void {
  const done = spawnSync(command, args, { encoding: 'utf8' })
  if (done.status !== 0) throw new Error(`${command} ${args.join(' ')}: ${done.stderr}`)
}

export function copyDesk(from: string, to: string): void {
  for (const end of ['', '-wal', '-shm', '.secret']) if (existsSync(from + end)) copyFileSync(from + end, to + end)
}

export function isSame(a: string, b: string): boolean {
  return readFileSync(a).equals(readFileSync(b))
}

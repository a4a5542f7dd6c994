// What `npm start` and `npm test` do on a bare machine before anything else.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** TypeScript run by Node, with the aliases of tsconfig and the server-only marker switched off. */
export const tsxArgs = ['--conditions=react-server', '--import', 'tsx']

export function say(text) {
  console.log(text)
}

export function fail(text) {
  console.error(`\n${text}\n`)
  process.exit(1)
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** The program that runs just now, for whoever is told to stop meanwhile. */
let running = null

/** Passes a signal on to what {@link run} is running, and ends this process when that has ended. Returns whether there was anything. */
export function stopRunning(signal) {
  if (!running) return false
  const child = running
  // With all it started itself: it has a process group of its own.
  const kill = (how) => {
    try {
      process.kill(-child.pid, how)
    } catch {
      // It is gone already.
    }
  }
  child.once('exit', () => {
    kill('SIGKILL')
    process.exit(1)
  })
  kill(signal)
  setTimeout(() => kill('SIGKILL'), 4_000).unref()
  return true
}

/** Runs a program and stops with a sentence when it fails. */
export async function run(command, args, { env = {}, what, quiet = false } = {}) {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    detached: true,
  })
  running = child
  // It does not hear what the terminal says to this process.
  for (const signal of SIGNALS) process.on(signal, stopRunning)
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (chunk) => {
      said += chunk
    })
  const status = await new Promise((resolve) => {
    child.once('error', (error) => {
      said += error.message
      resolve(-1)
    })
    child.once('close', resolve)
  })
  running = null
  for (const signal of SIGNALS) process.off(signal, stopRunning)
  if (status === 0) return
  if (said) console.error(said)
  fail(`${what ?? `${command} ${args.join(' ')}`} failed. The lines above say why.`)
}

export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19))
    fail(`Tickmark needs Node 20.19 or newer; this is ${process.versions.node}. Node 24 is recommended.`)
}

/** Installs what package-lock.json names, when it is not there or older than the lockfile. */
export async function installPackages() {
  const installed = join(root, 'node_modules/.package-lock.json')
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs - 1000) {
    if (isDatabaseDriverUsable()) return
    say('Building the database driver for this version of Node …')
    await run('npm', ['rebuild', 'better-sqlite3'], { what: 'Building better-sqlite3 (it needs python3, make and g++)' })
    return
  }
  say('Installing packages. The first time takes a few minutes: the database driver may be compiled …')
  await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    what: 'Installing packages (npm ci)',
    env: { PRISMA_SKIP_POSTINSTALL_GENERATE: '1', PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1', NEXT_TELEMETRY_DISABLED: '1' },
  })
  if (!isDatabaseDriverUsable())
    await run('npm', ['rebuild', 'better-sqlite3'], { what: 'Building better-sqlite3 (it needs python3, make and g++)' })
}

function isDatabaseDriverUsable() {
  const probe = "const D=require('better-sqlite3');new D(':memory:').close()"
  return spawnSync(process.execPath, ['-e', probe], { cwd: root, stdio: 'ignore' }).status === 0
}

/** Makes the database client. It needs no engine, so a missing one is stood in for by any program. */
export async function generateClient() {
  const client = join(root, 'prisma/generated/client.ts')
  if (existsSync(client) && statSync(client).mtimeMs > statSync(join(root, 'prisma/schema.prisma')).mtimeMs) return
  say('Making the database client …')
  await run(process.execPath, [join(root, 'node_modules/prisma/build/index.js'), 'generate'], {
    what: 'prisma generate',
    quiet: true,
    env: {
      PRISMA_SCHEMA_ENGINE_BINARY: process.env.PRISMA_SCHEMA_ENGINE_BINARY ?? process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  })
}

/** Builds the server when there is no build or something it is made from is newer. */
export async function build() {
  const mark = join(root, '.next/tickmark-built')
  const made = existsSync(mark) ? statSync(mark).mtimeMs : 0
  const sources = [
    'app',
    'components',
    'lib',
    'prisma/schema.prisma',
    'proxy.ts',
    'instrumentation.ts',
    'next.config.js',
    'package-lock.json',
    'postcss.config.mjs',
  ]
  if (made > 0 && existsSync(join(root, '.next/BUILD_ID')) && !sources.some((source) => isNewer(join(root, source), made))) return
  say('Building. This takes a minute or two …')
  await run(process.execPath, [join(root, 'node_modules/next/dist/bin/next'), 'build'], {
    what: 'next build',
    quiet: true,
    env: { NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
  })
  hintCompiling()
  await bundleChild()
  writeFileSync(mark, '')
}

const COMPILE_HINT = '//# allFunctionsCalledOnLoad\n'

/**
 * Asks browsers to compile the pages' scripts while they arrive, on another
 * thread. Each module is a function here, so without it all of them are compiled
 * when they are first called, while a person waits (V8's explicit compile hints,
 * https://v8.dev/blog/explicit-compile-hints; a comment to everybody else).
 */
function hintCompiling() {
  const folder = join(root, '.next/static/chunks')
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = join(folder, name)
    if (!name.endsWith('.js')) continue
    const script = readFileSync(file, 'utf8')
    if (!script.startsWith(COMPILE_HINT)) writeFileSync(file, COMPILE_HINT + script)
  }
}

/** The process for heavy work is one bundled file, so that it starts fast. */
export async function bundleChild() {
  mkdirSync(join(root, '.next'), { recursive: true })
  await run(
    process.execPath,
    [
      join(root, 'node_modules/esbuild/bin/esbuild'),
      'lib/formats/child.ts',
      '--bundle',
      '--platform=node',
      '--format=esm',
      '--target=node20',
      // Large, and wanted only for a PDF: read when one comes.
      '--external:unpdf',
      '--external:@myriaddreamin/typst-ts-node-compiler',
      '--alias:@=.',
      "--banner:js=import { createRequire as topLevelRequire } from 'node:module'; const require = topLevelRequire(import.meta.url);",
      '--outfile=.next/child.mjs',
      '--log-level=warning',
    ],
    { what: 'Bundling the child process' },
  )
}

function isNewer(path, than) {
  if (!existsSync(path)) return false
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs > than
  return readdirSync(path).some((name) => isNewer(join(path, name), than))
}

/** Whether something already listens there. */
export function isPortTaken(port, host) {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error) => resolve(error.code === 'EADDRINUSE' || error.code === 'EACCES'))
    server.once('listening', () => server.close(() => resolve(false)))
    server.listen(port, host)
  })
}

export function readPackage() {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
}

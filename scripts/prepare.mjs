// What `npm start` and `npm test` do on a bare machine before anything else.
import { spawnSync } from 'node:child_process'
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

/** Runs a program and stops with a sentence when it fails. */
export function run(command, args, { env = {}, what, quiet = false } = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    encoding: 'utf8',
  })
  if (result.error || result.status !== 0) {
    if (quiet) console.error(`${result.stdout ?? ''}${result.stderr ?? ''}`)
    fail(`${what ?? `${command} ${args.join(' ')}`} failed. The lines above say why.`)
  }
  return result.stdout ?? ''
}

export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19))
    fail(`Tickmark needs Node 20.19 or newer; this is ${process.versions.node}. Node 24 is recommended.`)
}

/** Installs what package-lock.json names, when it is not there or older than the lockfile. */
export function installPackages() {
  const installed = join(root, 'node_modules/.package-lock.json')
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs - 1000) {
    if (isDatabaseDriverUsable()) return
    say('Building the database driver for this version of Node …')
    run('npm', ['rebuild', 'better-sqlite3'], { what: 'Building better-sqlite3 (it needs python3, make and g++)' })
    return
  }
  say('Installing packages. The first time takes a few minutes: the database driver may be compiled …')
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    what: 'Installing packages (npm ci)',
    env: { PRISMA_SKIP_POSTINSTALL_GENERATE: '1', PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1', NEXT_TELEMETRY_DISABLED: '1' },
  })
  if (!isDatabaseDriverUsable())
    run('npm', ['rebuild', 'better-sqlite3'], { what: 'Building better-sqlite3 (it needs python3, make and g++)' })
}

function isDatabaseDriverUsable() {
  const probe = "const D=require('better-sqlite3');new D(':memory:').close()"
  return spawnSync(process.execPath, ['-e', probe], { cwd: root, stdio: 'ignore' }).status === 0
}

/** Makes the database client. It needs no engine, so a missing one is stood in for by any program. */
export function generateClient() {
  const client = join(root, 'prisma/generated/client.ts')
  if (existsSync(client) && statSync(client).mtimeMs > statSync(join(root, 'prisma/schema.prisma')).mtimeMs) return
  say('Making the database client …')
  run(process.execPath, [join(root, 'node_modules/prisma/build/index.js'), 'generate'], {
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
export function build() {
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
  run(process.execPath, [join(root, 'node_modules/next/dist/bin/next'), 'build'], {
    what: 'next build',
    quiet: true,
    env: { NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
  })
  bundleChild()
  writeFileSync(mark, '')
}

/** The process for heavy work is one bundled file, so that it starts fast. */
export function bundleChild() {
  mkdirSync(join(root, '.next'), { recursive: true })
  run(
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

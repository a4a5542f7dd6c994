// npm test: everything, from a bare clone. `npm test -- --only unit` runs a part.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, checkNode, fail, generateClient, installPackages, root, say } from './prepare.mjs'

const args = process.argv.slice(2)
const only = args.includes('--only') ? args[args.indexOf('--only') + 1] : null
const parts = only ? [only] : ['lint', 'types', 'unit', 'integration', 'e2e']

checkNode()
installPackages()
generateClient()

const bin = (path) => join(root, 'node_modules', path)
const results = []

for (const part of parts) {
  const start = Date.now()
  say(`\n── ${part} ──`)
  if (['integration', 'e2e', 'screenshots'].includes(part)) build()
  const status = PARTS()[part]?.()
  if (status === undefined) fail(`There is no part “${part}”.`)
  results.push({ part, isOk: status === 0, seconds: Math.round((Date.now() - start) / 1000) })
  if (status !== 0) break
}

say('')
for (const { part, isOk, seconds } of results) say(`${isOk ? 'ok    ' : 'FAILED'} ${part} (${seconds} s)`)
const failed = results.filter((one) => !one.isOk).length
say(`${results.length - failed} passed, ${failed} failed`)
process.exit(failed > 0 ? 1 : 0)

function PARTS() {
  return {
    lint: () => node([bin('@biomejs/biome/bin/biome'), 'check', '.', '--error-on-warnings']),
    types: () => {
      const typegen = node([bin('next/dist/bin/next'), 'typegen'], { NEXT_TELEMETRY_DISABLED: '1' })
      return typegen || node([bin('typescript/bin/tsc'), '--noEmit'])
    },
    unit: () => node([bin('vitest/vitest.mjs'), 'run', '--project', 'unit']),
    integration: () => node([bin('vitest/vitest.mjs'), 'run', '--project', 'integration']),
    e2e: () => node([bin('@playwright/test/cli.js'), 'test', '--project', 'journeys'], browserEnv()),
    screenshots: () => node([bin('@playwright/test/cli.js'), 'test', '--project', 'screenshots'], browserEnv()),
  }
}

function node(programArgs, env = {}) {
  return spawnSync(process.execPath, programArgs, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } }).status ?? 1
}

/** A browser that is there, else Debian's, else Playwright's own, else a sentence. */
function browserEnv() {
  const found = findBrowser()
  if (found) return { TICKMARK_BROWSER: found }
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    say('Installing a browser for the tests (Debian’s chromium) …')
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit' })
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-liberation'], {
      stdio: 'inherit',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
    const installed = findBrowser()
    if (installed) return { TICKMARK_BROWSER: installed }
  }
  const own = spawnSync(process.execPath, [bin('@playwright/test/cli.js'), 'install', 'chromium'], { cwd: root, stdio: 'inherit' })
  if (own.status === 0) return {}
  fail('The browser tests need Chromium. Install it (on Debian: apt-get install chromium) or set TICKMARK_BROWSER to its path.')
}

function findBrowser() {
  const candidates = [
    process.env.TICKMARK_BROWSER,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ]
  return candidates.find((path) => path && existsSync(path) && isRunnable(path))
}

// Ubuntu's chromium-browser may be only a note that says to install something else.
function isRunnable(path) {
  return !readFileSync(path).subarray(0, 400).toString('latin1').includes('snap install')
}

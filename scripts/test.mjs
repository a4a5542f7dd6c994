// npm test: everything, from a bare clone. `npm test -- --only unit` runs a part.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { browserEnv } from './browser.mjs'
import { build, checkNode, fail, generateClient, installPackages, root, say, tsxArgs } from './prepare.mjs'

const args = process.argv.slice(2)
const only = args.includes('--only') ? args[args.indexOf('--only') + 1] : null
const parts = only ? [only] : ['lint', 'types', 'unit', 'use-cases', 'integration', 'trust', 'e2e']

checkNode()
await installPackages()
await generateClient()

const bin = (path) => join(root, 'node_modules', path)
const results = []

for (const part of parts) {
  const start = Date.now()
  say(`\n── ${part} ──`)
  if (['integration', 'trust', 'e2e', 'screenshots'].includes(part)) await build()
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
    'use-cases': () => node([bin('vitest/vitest.mjs'), 'run', '--project', 'use-cases']),
    integration: () => node([bin('vitest/vitest.mjs'), 'run', '--project', 'integration']),
    trust: () => node([...tsxArgs, join(root, 'tests/trust/trust.ts'), '--slice']),
    e2e: () => node([bin('@playwright/test/cli.js'), 'test', '--project', 'journeys'], browserEnv()),
    screenshots: () => node([bin('@playwright/test/cli.js'), 'test', '--project', 'screenshots'], browserEnv()),
  }
}

function node(programArgs, env = {}) {
  return spawnSync(process.execPath, programArgs, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } }).status ?? 1
}

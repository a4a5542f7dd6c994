// npm run test:trust: crashes, power cuts, full disks, damaged files, killed upgrades, backups, floods. About half an hour; what needs root says so.
// npm run test:trust -- R3 R10   runs some; -- --slice runs the part that npm test runs.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { browserEnv } from './browser.mjs'
import { build, checkNode, generateClient, installPackages, root, tsxArgs } from './prepare.mjs'

checkNode()
await installPackages()
await generateClient()
await build()
const { status } = spawnSync(process.execPath, [...tsxArgs, join(root, 'tests/trust/trust.ts'), ...process.argv.slice(2)], {
  cwd: root,
  env: { ...process.env, ...browserEnv() },
  stdio: 'inherit',
})
process.exit(status ?? 1)

// npm run desk -- <command>: the command line for whoever runs the desk.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { checkNode, generateClient, installPackages, root, tsxArgs } from './prepare.mjs'

checkNode()
await installPackages()
await generateClient()
const result = spawnSync(process.execPath, [...tsxArgs, join(root, 'lib/server/desk.ts'), ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
})
process.exit(result.status ?? 1)

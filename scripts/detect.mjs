// npm run detect -- FILE.jsonl   score, reasons and types of each {"text"} line.
// npm run bench:detect           the tables of docs/detection.md.   npm run train:detect   learns the weights anew.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { checkNode, installPackages, root, tsxArgs } from './prepare.mjs'

checkNode()
await installPackages()
const [what, ...args] = process.argv.slice(2)
const program = { detect: 'detect-file', bench: 'bench', train: 'train' }[what]
const { status } = spawnSync(process.execPath, [...tsxArgs, join(root, 'tests/bench/detect', `${program}.ts`), ...args], {
  stdio: 'inherit',
})
process.exit(status ?? 1)

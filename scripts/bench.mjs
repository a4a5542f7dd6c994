// npm run bench: how fast, beside a bare editor and the machine's own floor, as ratios in one run.
// npm run bench -- editor log edits people drafts server record heavy archive report lists   runs some parts; -- people --minutes 10 takes longer.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { browserEnv } from './browser.mjs'
import { build, checkNode, fail, generateClient, installPackages, root, say, tsxArgs } from './prepare.mjs'

const PARTS = ['editor', 'log', 'edits', 'people', 'drafts', 'server', 'record', 'heavy', 'archive', 'report', 'lists']
const args = process.argv.slice(2)
const wanted = args.filter((arg) => PARTS.includes(arg))
const unknown = args.find((arg, index) => !PARTS.includes(arg) && !arg.startsWith('--') && !args[index - 1]?.startsWith('--'))
if (unknown) fail(`There is no part “${unknown}”. There are: ${PARTS.join(', ')}.`)

checkNode()
await installPackages()
await generateClient()
await build()
const env = { ...process.env, ...browserEnv() }
for (const part of wanted.length > 0 ? wanted : PARTS) {
  say(`\n## ${part}\n`)
  const { status } = spawnSync(process.execPath, [...tsxArgs, join(root, 'tests/bench', `${part}.ts`), ...args], {
    cwd: root,
    stdio: 'inherit',
    env,
  })
  if (status !== 0) fail(`The part “${part}” did not finish.`)
}

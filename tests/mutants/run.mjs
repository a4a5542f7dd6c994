// npm run mutants: plants each fault of faults.mjs into a copy of the project, one by one, and shows the test that catches it.
// npm run mutants -- word   only faults whose description or file has the word.
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { generateClient, installPackages, root } from '../../scripts/prepare.mjs'
import { FAULTS } from './faults.mjs'

const word = process.argv[2]?.toLowerCase()
const faults = FAULTS.filter(({ fault, file }) => !word || `${fault} ${file}`.toLowerCase().includes(word))

await installPackages()
await generateClient()
const copy = mkdtempSync(join(tmpdir(), 'tickmark-mutants-'))
const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' }).split('\n').filter(Boolean)
for (const file of files) {
  mkdirSync(join(copy, dirname(file)), { recursive: true })
  cpSync(join(root, file), join(copy, file))
}
cpSync(join(root, 'prisma/generated'), join(copy, 'prisma/generated'), { recursive: true })
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))

/** Runs some test files in the copy. Returns the first test that failed, or null. */
function firstFailure(tests) {
  const projects = [...new Set(tests.map((test) => (test.startsWith('tests/unit') ? 'unit' : 'use-cases')))]
  const report = join(copy, 'report.json')
  rmSync(report, { force: true })
  const run = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      ...projects.flatMap((project) => ['--project', project]),
      '--bail=1',
      '--reporter=json',
      `--outputFile=${report}`,
      ...tests,
    ],
    { cwd: copy, encoding: 'utf8', timeout: 240_000 },
  )
  if (run.status === 0) return null
  try {
    const { testResults } = JSON.parse(readFileSync(report, 'utf8'))
    const failed = testResults.flatMap(({ assertionResults }) => assertionResults).find(({ status }) => status === 'failed')
    return failed?.fullName ?? 'the file does not load'
  } catch {
    return run.signal ? 'it never ends' : 'the file does not load'
  }
}

const sound = firstFailure([...new Set(faults.flatMap(({ by }) => by))])
if (sound) {
  console.error(`Without any fault a test fails already: ${sound}`)
  process.exit(1)
}
let caught = 0
console.log('| fault | caught by |\n| --- | --- |')
for (const { fault, file, edits, by } of faults) {
  const original = readFileSync(join(copy, file), 'utf8')
  let text = original
  for (const [before, after] of edits) {
    if (!text.includes(before)) {
      console.error(`The fault “${fault}” does not fit ${file} any more.`)
      process.exit(1)
    }
    text = text.replace(before, () => after)
  }
  writeFileSync(join(copy, file), text)
  const failure = firstFailure(by)
  writeFileSync(join(copy, file), original)
  if (failure) caught++
  console.log(`| ${fault} | ${failure ?? '**nothing**'} |`)
}
console.log(`\n${caught} of ${faults.length} caught.`)
rmSync(copy, { recursive: true, force: true })
process.exit(caught === faults.length ? 0 : 1)

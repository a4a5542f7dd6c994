/**
 * The checks of trust: crashes, power cuts, full disks, damaged files, killed
 * upgrades, backups under load, collisions, stops, floods. Prints what it found
 * and ends with 1 when one of them is not good. `--slice` is the part CI runs.
 */
import { killsOfTheServer, killsOfTheWriter, powerCuts } from './crashes'
import { backups, damages, fullDisk, killedUpgrades } from './files'
import { convergence, foreignLocks, offline, readOnlyDisk } from './locks'
import { busyness, collisions, floods, stops } from './service'
import type { Finding, Scale } from './support'

const isSlice = process.argv.includes('--slice')
const wanted = process.argv.slice(2).filter((one) => !one.startsWith('--'))
const scale: Scale = { of: (full, slice) => (isSlice ? slice : full) }
const CHECKS: Readonly<Record<string, (scale: Scale) => Promise<Finding>>> = {
  R1: killsOfTheWriter,
  R2: killsOfTheServer,
  R3: powerCuts,
  R4: foreignLocks,
  R5: convergence,
  R6: collisions,
  R7: offline,
  R8: fullDisk,
  R9: readOnlyDisk,
  R10: damages,
  R11: killedUpgrades,
  R12: backups,
  R14: floods,
  R19: stops,
  R20: busyness,
}

/** Checks that npm test makes elsewhere, so that its slice leaves them out. */
const ONLY_WHOLE = new Set(['R4', 'R5', 'R7', 'R9', 'R20'])

let isAllGood = true
console.log('| Check | Found |  |\n| --- | --- | --- |')
for (const [name, check] of Object.entries(CHECKS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  if (isSlice && ONLY_WHOLE.has(name)) continue
  const start = Date.now()
  const {
    check: what,
    found,
    isGood,
  } = await check(scale).catch((error: unknown) => ({ check: name, found: `it broke off: ${error}`, isGood: false }))
  console.log(
    `| ${what} | ${found.replaceAll('\n', ' ')} | ${isGood === null ? 'skipped' : isGood ? 'good' : 'NOT GOOD'}, ${Math.round((Date.now() - start) / 1000)} s |`,
  )
  if (isGood === false) isAllGood = false
}
process.exit(isAllGood ? 0 : 1)

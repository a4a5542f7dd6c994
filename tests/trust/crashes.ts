import { join } from 'node:path'
import { apiOf, DeskServer } from '../support/desk'
import {
  between,
  copyDesk,
  ended,
  type Finding,
  inFolder,
  inspect,
  isRoot,
  makeDesk,
  onLoopDisk,
  pause,
  runScript,
  type Scale,
  sh,
  untilBusy,
  verifyFile,
} from './support'

/** R1: the process that writes is killed again and again. */
export async function killsOfTheWriter(scale: Scale): Promise<Finding> {
  const kills = scale.of(200, 10)
  return inFolder(async (folder) => {
    const file = join(folder, 'desk.db')
    makeDesk(file)
    const acknowledged: string[] = []
    let problems: readonly string[] = []
    let lost = 0
    for (let n = 0; n < kills; n++) {
      const run = runScript('writer', [`k${n}`], file)
      await untilBusy(run, between(20, 170))
      run.child.kill('SIGKILL')
      await ended(run.child)
      acknowledged.push(...run.acknowledged)
      const state = inspect(file, acknowledged)
      lost += state.lost
      problems = [...problems, ...state.problems]
    }
    const said = verifyFile(file)
    return {
      check: 'R1 kill -9 of the process that writes',
      found: `${kills} kills, ${acknowledged.length} changes acknowledged, ${lost} lost, ${problems.length} half done or damaged; verify: ${said ?? 'sound'}`,
      isGood: lost === 0 && problems.length === 0 && said === null,
    }
  })
}

/** R2: the whole server is killed while ten people write; each repeats what was not answered, under the same key. */
export async function killsOfTheServer(scale: Scale): Promise<Finding> {
  const kills = scale.of(200, 5)
  const server = await DeskServer.start()
  try {
    const { url, people, sampleId, databaseFile } = server.desk
    const editor = apiOf(url, people.editor.token)
    const claimId = (await editor<{ claims: { id: string }[] }>('GET', `/api/articles/${sampleId}/claims`)).body.claims[0]?.id
    const acknowledged: string[] = []
    let slowest = 0
    let isOver = false
    const writers = Array.from({ length: 10 }, async (_, writer) => {
      const call = apiOf(url, people[writer % 2 === 0 ? 'editor' : 'checker'].token)
      for (let n = 0; !isOver; n++) {
        const text = `trust ${writer}-${n}`
        for (;;) {
          const answer = await call(
            'POST',
            `/api/claims/${claimId}/notes`,
            { kind: 'note', text },
            { 'Idempotency-Key': `trust-${writer}-${n}-key` },
          ).catch(() => null)
          if (answer?.status === 201) {
            acknowledged.push(text)
            break
          }
          if (isOver) return
          await pause(30)
        }
      }
    })
    for (let n = 0; n < kills; n++) {
      await pause(between(40, 400))
      await server.kill()
      const start = performance.now()
      await server.up()
      slowest = Math.max(slowest, performance.now() - start)
    }
    isOver = true
    await Promise.all(writers)
    await server.kill()
    const { lost, problems } = inspect(databaseFile, acknowledged)
    const said = verifyFile(databaseFile)
    return {
      check: 'R2 kill -9 of the server, ten people writing and repeating',
      found: `${kills} kills, ${acknowledged.length} acknowledged, ${lost} lost, ${problems.join('; ') || 'none twice or half done'}; ready again in ${Math.round(slowest)} ms at most; verify: ${said ?? 'sound'}`,
      isGood: lost === 0 && problems.length === 0 && said === null,
    }
  } finally {
    await server.stop()
  }
}

/** R3: the power goes: only what was flushed is on the disk. */
export async function powerCuts(scale: Scale): Promise<Finding> {
  const check = 'R3 power cut (file system of its own, copied while the writer stands still)'
  if (!isRoot) return { check, found: 'not run: needs root, to mount a file system', isGood: null }
  const cuts = scale.of(200, 8)
  return inFolder(async (folder) => {
    const base = join(folder, 'base.db')
    makeDesk(base)
    let lost = 0
    let acknowledged = 0
    let damaged = 0
    for (let n = 0; n < cuts; n++)
      await onLoopDisk(folder, 48, async ({ mount, image }) => {
        const file = join(mount, 'desk.db')
        copyDesk(base, file)
        sh('sync')
        const run = runScript('writer', [`c${n}`], file)
        await untilBusy(run, between(80, 400))
        run.child.kill('SIGSTOP')
        // What it said before it stood still is read to the end.
        await pause(60)
        const said = [...run.acknowledged]
        const cut = join(folder, 'cut.img')
        sh('cp', image, cut)
        run.child.kill('SIGKILL')
        await ended(run.child)
        sh('umount', mount)
        sh('mount', '-o', 'loop', cut, mount)
        const state = inspect(file, said)
        acknowledged += said.length
        lost += state.lost
        damaged += state.problems.length
      })
    return {
      check,
      found: `${cuts} cuts, ${acknowledged} changes acknowledged, ${lost} lost, ${damaged} damaged or half done`,
      isGood: lost === 0 && damaged === 0,
    }
  })
}

import { readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { apiOf, DeskServer } from '../support/desk'
import { heavyWork } from '../support/heavy-jobs'
import { between, ended, type Finding, inFolder, inspect, pause, runScript, type Scale, verifyFile } from './support'

/** R6: many people change one claim at once. */
export async function collisions(scale: Scale): Promise<Finding> {
  const races = scale.of(500, 60)
  const server = await DeskServer.start()
  try {
    const { url, people, sampleId } = server.desk
    const calls = [people.editor, people.checker].map((one) => apiOf(url, one.token))
    const [editor] = calls as [ReturnType<typeof apiOf>]
    const claimId = (await editor<{ claims: { id: string }[] }>('GET', `/api/articles/${sampleId}/claims`)).body.claims[0]?.id
    let conflicts = 0
    let saved = 0
    const problems: string[] = []
    for (let n = 0; n < races / 10; n++) {
      const { body: before } = await editor<{ revision: number }>('GET', `/api/claims/${claimId}`)
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, who) =>
          (calls[who % 2] as typeof editor)<{
            statement?: string
            error?: { code: string; details?: { current?: { statement: string } } }
          }>('PATCH', `/api/claims/${claimId}`, {
            revision: before.revision,
            statement: `trust ${n}-${who}`,
          }),
        ),
      )
      const won = answers.filter((one) => one.status === 200)
      saved += won.length
      if (won.length !== 1) problems.push(`${won.length} of ten writes to one revision were saved`)
      for (const answer of answers.filter((one) => one.status !== 200)) {
        conflicts++
        if (answer.status !== 409 || !answer.body.error?.details?.current) problems.push(`a late write was answered ${answer.status}`)
      }
    }
    return {
      check: 'R6 ten people change one claim at once',
      found: `${saved} saved, ${conflicts} answered 409 with both values, ${problems.length} otherwise${problems[0] ? ` (${problems[0]})` : ''}`,
      isGood: problems.length === 0,
    }
  } finally {
    await server.stop()
  }
}

/** R20: heavy work of every kind, a backup and a whole verification beside it, never hold the server up. */
export async function busyness(): Promise<Finding> {
  const server = await DeskServer.start()
  try {
    const { databaseFile } = server.desk
    const { quiet, busy, jobs } = await heavyWork(server, () =>
      inFolder(async (folder) => {
        await ended(runScript('back-up', [join(folder, 'copy.db')], databaseFile).child)
        await ended(runScript('verify-file', [databaseFile], databaseFile).child)
      }),
    )
    const failed = jobs.filter(({ what, status }) => !(what === 'A sign-in' ? [401, 429] : [200, 201]).includes(status))
    return {
      check: 'R20 heavy work of every kind, 60 sign-ins, a backup, a verification',
      found: `${jobs.length - 60} jobs, ${failed.length} failed${failed[0] ? ` (${failed[0].what}: ${failed[0].status})` : ''}; event loop p99 ${quiet.loopP99} ms quiet, ${busy.loopP99} ms under it, longest ${busy.loopMax} ms; a read of others p95 ${Math.round(quiet.readP95)} and ${Math.round(busy.readP95)} ms`,
      isGood: failed.length === 0 && busy.loopP99 <= 50,
    }
  } finally {
    await server.stop()
  }
}

/** R19: the server is told to stop while tabs are open and people write. */
export async function stops(scale: Scale): Promise<Finding> {
  const count = scale.of(50, 4)
  const server = await DeskServer.start()
  try {
    const { url, people, sampleId, databaseFile } = server.desk
    const editor = apiOf(url, people.editor.token)
    const claimId = (await editor<{ claims: { id: string }[] }>('GET', `/api/articles/${sampleId}/claims`)).body.claims[0]?.id
    const acknowledged: string[] = []
    let slowest = 0
    let streamsEnded = 0
    for (let n = 0; n < count; n++) {
      const streams = await Promise.all(
        Array.from({ length: 5 }, () =>
          fetch(`${url}/api/articles/${sampleId}/events?since=0`, { headers: { Authorization: `Bearer ${people.editor.token}` } }),
        ),
      )
      const reading = streams.map((stream) =>
        stream.text().then(
          () => streamsEnded++,
          () => streamsEnded++,
        ),
      )
      let isOver = false
      const writers = Array.from({ length: 4 }, async (_, writer) => {
        for (let m = 0; !isOver; m++) {
          const text = `trust s${n}-${writer}-${m}`
          const answer = await editor('POST', `/api/claims/${claimId}/notes`, { kind: 'note', text }).catch(() => null)
          if (answer?.status === 201) acknowledged.push(text)
          else return
        }
      })
      await pause(between(100, 400))
      slowest = Math.max(slowest, await server.terminate())
      isOver = true
      await Promise.all([...writers, ...reading])
      await server.up()
    }
    await server.kill()
    const { lost, problems } = inspect(databaseFile, acknowledged)
    return {
      check: 'R19 told to stop with five tabs open and four people writing',
      found: `${count} stops, the slowest ${Math.round(slowest)} ms; ${acknowledged.length} changes acknowledged, ${lost} lost, ${problems.length} half done; ${streamsEnded} of ${count * 5} streams ended; verify: ${verifyFile(databaseFile) ?? 'sound'}`,
      isGood: lost === 0 && problems.length === 0 && slowest <= 5_000 && streamsEnded === count * 5,
    }
  } finally {
    await server.stop()
  }
}

const memoryOf = (pid: number) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1_000

/** R14: idle connections, half-sent requests and uploads without end. */
export async function floods(scale: Scale): Promise<Finding> {
  const [idle, half, uploads] = [scale.of(1_000, 200), scale.of(400, 100), 20]
  const server = await DeskServer.start()
  try {
    const { url, people } = server.desk
    const port = Number(new URL(url).port)
    const viewer = apiOf(url, people.viewer.token)
    const p95 = async () => {
      const waits: number[] = []
      for (let n = 0; n < 100; n++) {
        const start = performance.now()
        await viewer('GET', '/api/articles?limit=20')
        waits.push(performance.now() - start)
      }
      return waits.sort((a, b) => a - b)[95] ?? 0
    }
    await p95()
    const quiet = await p95()
    const before = memoryOf(server.pid ?? 0)
    const sockets: Socket[] = []
    const open = (first: string) => {
      const socket = connect(port, '127.0.0.1', () => first && socket.write(first))
      socket.on('error', () => {})
      sockets.push(socket)
      return socket
    }
    for (let n = 0; n < idle; n++) open('')
    for (let n = 0; n < half; n++)
      open('POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{"email":')
    const roles = ['author', 'checker', 'editor', 'legal'] as const
    let isOver = false
    for (let n = 0; n < uploads; n++) {
      const token = people[roles[n % roles.length] as (typeof roles)[number]].token
      const socket = open(
        `POST /api/articles HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`,
      )
      const piece = `10000\r\n${'a'.repeat(65_536)}\r\n`
      const send = () => {
        if (isOver || socket.destroyed) return
        if (socket.write(piece)) setTimeout(send, 20)
        else socket.once('drain', send)
      }
      send()
    }
    await pause(4_000)
    const under = await p95()
    const peak = memoryOf(server.pid ?? 0)
    isOver = true
    for (const socket of sockets) socket.destroy()
    await pause(5_000)
    const after = memoryOf(server.pid ?? 0)
    return {
      check: `R14 ${idle} idle, ${half} half-sent, ${uploads} uploads without end`,
      found: `memory ${Math.round(before)} MB before, ${Math.round(peak)} MB under it, ${Math.round(after)} MB five seconds after; p95 of others ${quiet.toFixed(1)} ms quiet, ${under.toFixed(1)} ms under it`,
      isGood: peak - before <= 150 && after - before <= 100 && under <= Math.max(quiet * 2, 20),
    }
  } finally {
    await server.stop()
  }
}

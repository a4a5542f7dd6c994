import 'server-only'
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ChildJob, type ChildOutcome, frame } from '@/lib/formats/child-job'
import { AppError } from '@/lib/server/app-error'
import { inTurn } from '@/lib/server/child/turns'
import { openSpool, type Spool } from '@/lib/server/spool'

/** Bytes for the child: at hand, or read when it is their turn to be sent. */
export type Part = Uint8Array | { readonly size: number; readonly read: () => Promise<Uint8Array> }

export interface ChildLimits {
  /** Wall clock, in ms. */
  readonly timeMs: number
  /** Heap, in MB. */
  readonly heapMb: number
}

export interface ChildRequest {
  readonly job: ChildJob
  readonly parts: readonly Part[]
  /** Whose turn it is; one job a person runs at a time. */
  readonly personId: string
  readonly limits: ChildLimits
  /** Gives the job up: the process is killed. */
  readonly signal?: AbortSignal | undefined
  /** Told when its turn has come. */
  readonly onBegun?: (() => void) | undefined
}

/** What came back: a value, and the bytes of its parts in a spool. The caller closes it. */
export interface ChildAnswer {
  readonly outcome: ChildOutcome
  /** Sizes of the parts, in bytes. */
  readonly sizes: readonly number[]
  readonly body: Spool
}

/** Why a child was ended; the caller has the sentence for its case. */
export class ChildEnded extends Error {
  readonly why: 'late' | 'memory'

  constructor(why: ChildEnded['why']) {
    super(`The child was ended: ${why}`)
    this.why = why
  }
}

/** The bundle `npm start` makes; kept out of Next's own output so that it survives tracing. */
export function childFile(): string {
  return join(process.cwd(), '.next', 'child.mjs')
}

/**
 * Runs a job in a process of its own with a heap cap and a wall clock (design
 * D13), when its turn comes. Nothing of what it does is felt by others. Throws
 * {@link ChildEnded}, or `cancelled` when `signal` gave it up.
 */
export function runInChild(request: ChildRequest): Promise<ChildAnswer> {
  if (!existsSync(childFile())) throw new AppError('internal', undefined, { log: 'the child process is not built' })
  return inTurn(request.personId, () => runNow(request), request.signal)
}

// One set a process, whichever of the framework's module graphs began them. None outlives this process.
const globals = globalThis as { tickmarkChildren?: Set<ChildProcess> }
if (!globals.tickmarkChildren) {
  const children = new Set<ChildProcess>()
  globals.tickmarkChildren = children
  process.once('exit', () => {
    for (const child of children) child.kill('SIGKILL')
  })
}
const running = globals.tickmarkChildren

/** What a child may take besides its heap (what laying out a PDF takes, for one), in MB. */
const BESIDES_HEAP_MB = 1_000
const WATCH_EVERY_MS = 500

/** Memory of a process, in MB; 0 where the system does not tell. */
async function memoryOf(pid: number | undefined): Promise<number> {
  const said = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(said)?.[1] ?? 0) / 1_024
}

async function runNow({ job, parts, limits, signal, onBegun }: ChildRequest): Promise<ChildAnswer> {
  onBegun?.()
  const body = await openSpool()
  const child = spawn(process.execPath, [`--max-old-space-size=${limits.heapMb}`, childFile()], {
    env: { NODE_ENV: 'production' },
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const isClosed = closed(child)
  isClosed.catch(() => {})
  running.add(child)
  let ended: 'late' | 'cancelled' | 'memory' | null = null
  const end = (why: 'late' | 'cancelled' | 'memory') => {
    ended ??= why
    child.kill('SIGKILL')
  }
  const giveUp = () => end('cancelled')
  const clock = setTimeout(() => end('late'), limits.timeMs)
  const watch = setInterval(async () => {
    if ((await memoryOf(child.pid)) > limits.heapMb + BESIDES_HEAP_MB) end('memory')
  }, WATCH_EVERY_MS)
  signal?.addEventListener('abort', giveUp)
  try {
    const [answer] = await Promise.all([readAnswer(child, body), sendParts(child, job, parts), isClosed])
    if (!answer) throw new ChildEnded('memory')
    return { ...answer, body }
  } catch (error) {
    await body.close()
    child.kill('SIGKILL')
    if (ended === 'cancelled') throw new AppError('cancelled')
    if (ended === 'late' || ended === 'memory') throw new ChildEnded(ended)
    throw error
  } finally {
    running.delete(child)
    clearTimeout(clock)
    clearInterval(watch)
    signal?.removeEventListener('abort', giveUp)
  }
}

function closed(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', () => resolve())
  })
}

// A child that ends early closes its input; what it said, or did not say, tells why.
async function sendParts(child: ChildProcess, job: ChildJob, parts: readonly Part[]): Promise<void> {
  const input = child.stdin
  if (!input) return
  let isOpen = true
  input.on('error', () => {
    isOpen = false
  })
  const send = (chunk: Uint8Array) =>
    new Promise<void>((resolve) => {
      if (!isOpen || input.write(chunk)) return resolve()
      const go = () => resolve()
      input.once('drain', go)
      input.once('close', go)
      input.once('error', go)
    })
  const sizes = parts.map((part) => ({ byteLength: part instanceof Uint8Array ? part.byteLength : part.size }) as Uint8Array)
  await send(frame(job, sizes)[0] as Uint8Array)
  for (const part of parts) {
    if (!isOpen) break
    await send(part instanceof Uint8Array ? part : await part.read())
  }
  input.end()
}

async function readAnswer(child: ChildProcess, body: Spool): Promise<Omit<ChildAnswer, 'body'> | null> {
  const head: Buffer[] = []
  let answer: { header: ChildOutcome; sizes: number[] } | null = null
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    if (answer) {
      await body.append(chunk)
      continue
    }
    const at = chunk.indexOf(10)
    head.push(at < 0 ? chunk : chunk.subarray(0, at))
    if (at < 0) continue
    answer = JSON.parse(Buffer.concat(head).toString('utf8'))
    if (at + 1 < chunk.length) await body.append(chunk.subarray(at + 1))
  }
  // Ended in the middle, or before it began: it ran out of memory.
  if (!answer || body.size() !== answer.sizes.reduce((sum, size) => sum + size, 0)) return null
  return { outcome: answer.header, sizes: answer.sizes }
}

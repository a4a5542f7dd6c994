import 'server-only'
import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks'

const globals = globalThis as { tickmarkEventLoop?: IntervalHistogram }

/** Begins to measure how long others wait while the server does one thing. */
export function watchEventLoop(): void {
  globals.tickmarkEventLoop ??= monitorEventLoopDelay({ resolution: 5 })
  globals.tickmarkEventLoop.enable()
}

/** Delays since it was last read, in ms beyond the measure's own 5; null in a process that serves nobody. */
export function readEventLoop(): { p50Ms: number; p99Ms: number; maxMs: number } | null {
  const measured = globals.tickmarkEventLoop
  if (!measured || measured.count === 0) return null
  const ms = (nanoseconds: number) => Math.max(0, Math.round((nanoseconds / 1e6 - 5) * 10) / 10)
  const read = { p50Ms: ms(measured.percentile(50)), p99Ms: ms(measured.percentile(99)), maxMs: ms(measured.max) }
  measured.reset()
  return read
}

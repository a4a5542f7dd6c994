import 'server-only'
import type { Audience } from '@/lib/core/article/article-snapshot'
import type { ExportFormat } from '@/lib/core/report/export-formats'

/** A report that is being made, or was made and is kept for a while. */
export interface ReportJob {
  readonly id: string
  readonly personId: string
  readonly articleId: string
  readonly format: ExportFormat
  readonly audience: Audience
  readonly startedAt: Date
  readonly stop: AbortController
  state: 'waiting' | 'writing' | 'ready' | 'failed'
  /** What it came to; null until it is ready. */
  file: {
    readonly name: string
    readonly mediaType: string
    readonly size: number
    readonly stream: (isKept?: boolean) => ReadableStream<Uint8Array>
    readonly close: () => Promise<void>
  } | null
  /** Why there is none, for a person. */
  problem: string | null
  /** When it is given up. */
  endsAt: Date | null
}

/** Limits of reports that are kept. Documented in docs/limits.md. */
export const REPORT_JOB_LIMITS = {
  /** How long a report is kept once it is made, in ms. */
  keptMs: 3_600_000,
  /** Reports of one person, made and being made. */
  each: 10,
  /** Bytes of all reports kept on the desk; the oldest go first. */
  bytes: 1_000_000_000,
} as const

// One list a process: the framework loads modules more than once. Files without names and what is listed here go together when it ends.
const globals = globalThis as { tickmarkReports?: Map<string, ReportJob> }
globals.tickmarkReports ??= new Map()
const jobs = globals.tickmarkReports

/** Reports of one person, the newest first. */
export function jobsOf(personId: string, now: Date): ReportJob[] {
  forgetOld(now)
  return [...jobs.values()].filter((job) => job.personId === personId).reverse()
}

export function addJob(job: ReportJob): void {
  jobs.set(job.id, job)
}

/** Gives a report up: what is being made is stopped, what was made is gone. */
export function dropJob(job: ReportJob): void {
  jobs.delete(job.id)
  job.stop.abort()
  void job.file?.close()
}

/** Makes room: what was kept long enough goes, and the oldest where all together are too large. */
export function forgetOld(now: Date): void {
  let bytes = 0
  for (const job of [...jobs.values()].reverse()) {
    bytes += job.file?.size ?? 0
    const isOver = job.endsAt !== null && job.endsAt <= now
    if (isOver || (job.file && bytes > REPORT_JOB_LIMITS.bytes)) dropJob(job)
  }
}

import 'server-only'
import type { Audience } from '@/lib/core/article/article-snapshot'
import type { ExportFormat } from '@/lib/core/report/export-formats'
import { AppError } from '@/lib/server/app-error'
import { newId } from '@/lib/server/ids'
import { addJob, dropJob, forgetOld, jobsOf, REPORT_JOB_LIMITS, type ReportJob } from '@/lib/server/live/report-jobs'
import { describeCause, log } from '@/lib/server/log'
import type { Actor } from '@/lib/server/session'
import { exportArticle, mayExport } from '@/lib/server/use-cases/articles/export-article'

export interface ReportJobView {
  readonly id: string
  readonly articleId: string
  readonly format: ExportFormat
  readonly audience: Audience
  readonly state: ReportJob['state']
  readonly startedAt: string
  /** Name and bytes of the file; null until it is ready. */
  readonly name: string | null
  readonly size: number | null
  readonly problem: string | null
  /** Until when it is kept. */
  readonly endsAt: string | null
}

/** Begins to make a report and does not wait for it. Throws what `mayExport` throws, and `too-many-requests`. */
export async function beginReport(
  actor: Actor,
  articleId: string,
  input: { readonly format: string; readonly audience?: Audience | undefined },
): Promise<{ readonly id: string }> {
  const { chosen } = await mayExport(actor, articleId, input.format, input.audience)
  const now = new Date()
  const mine = jobsOf(actor.id, now)
  if (mine.filter((job) => job.state !== 'ready' && job.state !== 'failed').length >= REPORT_JOB_LIMITS.each)
    throw new AppError(
      'too-many-requests',
      `You have ${REPORT_JOB_LIMITS.each} reports being made already. Wait for some of them, or cancel one.`,
    )
  // The oldest that is done makes room.
  const done = mine.filter((job) => job.state === 'ready' || job.state === 'failed')
  for (const job of done.slice(Math.max(0, REPORT_JOB_LIMITS.each - 1 - (mine.length - done.length)))) dropJob(job)
  const job: ReportJob = {
    id: newId(),
    personId: actor.id,
    articleId,
    format: input.format as ExportFormat,
    audience: chosen,
    startedAt: now,
    stop: new AbortController(),
    state: 'waiting',
    file: null,
    problem: null,
    endsAt: null,
  }
  addJob(job)
  void make(actor, job)
  return { id: job.id }
}

async function make(actor: Actor, job: ReportJob): Promise<void> {
  const end = (state: 'ready' | 'failed') => {
    job.state = state
    job.endsAt = new Date(Date.now() + REPORT_JOB_LIMITS.keptMs)
    forgetOld(new Date())
    // Also when nobody asks for anything then.
    setTimeout(() => forgetOld(new Date()), REPORT_JOB_LIMITS.keptMs + 1_000).unref()
  }
  try {
    const onBegun = () => {
      job.state = 'writing'
    }
    const file = await exportArticle(actor, job.articleId, job.format, job.audience, { signal: job.stop.signal, onBegun })
    // Given up at the last moment.
    if (job.stop.signal.aborted) return await file.close()
    job.file = file
    end('ready')
  } catch (error) {
    if (job.stop.signal.aborted) return
    job.problem =
      error instanceof AppError && error.code !== 'internal'
        ? error.message
        : 'The report could not be made. Nothing was lost; try again, or another format.'
    if (!(error instanceof AppError) || error.code === 'internal')
      log.error({ cause: describeCause(error), jobId: job.id }, 'a report failed')
    end('failed')
  }
}

/** The own reports of an article, made and being made, the newest first. */
export async function readReports(actor: Actor, articleId: string): Promise<ReportJobView[]> {
  await mayExport(actor, articleId, 'json')
  return jobsOf(actor.id, new Date())
    .filter((job) => job.articleId === articleId)
    .map(present)
}

/** How far an own report is. Throws `not-found` when there is none any more. */
export async function readReport(actor: Actor, jobId: string): Promise<ReportJobView> {
  return present(await ownJob(actor, jobId))
}

/** The file of an own report, as often as it is wanted. Throws `not-found`, or `refused` while it is made. */
export async function takeReport(actor: Actor, jobId: string): Promise<NonNullable<ReportJob['file']>> {
  const { file, state } = await ownJob(actor, jobId)
  if (file) return file
  throw new AppError('refused', state === 'failed' ? 'This report could not be made.' : 'This report is still being made.')
}

/** Cancels an own report that is being made; gives up one that was made. */
export async function endReport(actor: Actor, jobId: string): Promise<void> {
  dropJob(await ownJob(actor, jobId))
}

// Whoever may not read the article any more, or not for that audience, has no report of it either.
async function ownJob(actor: Actor, jobId: string): Promise<ReportJob> {
  const job = jobsOf(actor.id, new Date()).find(({ id }) => id === jobId)
  if (!job)
    throw new AppError('not-found', 'This report is not kept any more: they are, for an hour, until the desk is stopped. Make it anew.')
  await mayExport(actor, job.articleId, job.format, job.audience)
  return job
}

function present({ id, articleId, format, audience, state, startedAt, file, problem, endsAt }: ReportJob): ReportJobView {
  return {
    id,
    articleId,
    format,
    audience,
    state,
    startedAt: startedAt.toISOString(),
    name: file?.name ?? null,
    size: file?.size ?? null,
    problem,
    endsAt: endsAt?.toISOString() ?? null,
  }
}

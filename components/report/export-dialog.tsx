'use client'

import { useEffect, useRef, useState } from 'react'
import { addressOf, isBeingMade, type Report, useReports } from '@/components/report/use-reports'
import { Dialog } from '@/components/ui/dialog'
import { Select } from '@/components/ui/select'
import { Time } from '@/components/ui/time'
import { AUDIENCE_LABELS, type Audience } from '@/lib/core/article/article-snapshot'
import { EXPORT_FORMATS, type ExportFormat, type FormatFacts } from '@/lib/core/report/export-formats'
import { describeBytes } from '@/lib/core/text/describe-bytes'

const FORMATS = Object.entries(EXPORT_FORMATS) as [string, FormatFacts][]
const labelOf = (format: string) => EXPORT_FORMATS[format as ExportFormat].label

interface Props {
  readonly articleId: string
  readonly audiences: readonly string[]
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** Who the report is for, and in which format it is made; those being made, and those that were, on top. */
export function ExportDialog({ articleId, audiences, isOpen, onClose }: Props) {
  const [audience, setAudience] = useState<Audience>((audiences[0] as Audience) ?? 'public')
  const { reports, error, begin, end } = useReports(articleId)
  /** What the focus follows: the report asked for last, and where it was asked for. */
  const followed = useRef<{ readonly id: string; readonly format: string } | null>(null)
  const state = reports.find(({ id }) => id === followed.current?.id)?.state
  useEffect(() => {
    if (state === undefined || !followed.current) return
    document.getElementById(`report-${followed.current.id}`)?.focus()
  }, [state])

  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="Annotated report" width="32rem">
      <div className="grid gap-4">
        {error ? (
          <p className="notice notice-bad" role="alert">
            {error}
          </p>
        ) : null}
        {reports.length > 0 ? (
          <section aria-label="Your reports" className="grid gap-2">
            {reports.map((report) => (
              <ReportCard
                key={report.id}
                report={report}
                onEnd={async () => {
                  const back = followed.current?.id === report.id ? followed.current.format : report.format
                  followed.current = null
                  await end(report.id)
                  document.getElementById(`export-${back}`)?.focus()
                }}
              />
            ))}
            <p className="hint">Reports are made also while this is closed, and kept here for an hour.</p>
          </section>
        ) : null}
        <Select
          label="Made for"
          value={audience}
          options={audiences.map((one) => [one as Audience, AUDIENCE_LABELS[one as Audience]] as const)}
          onChange={setAudience}
        />
        <ul className="grid gap-2">
          {FORMATS.map(([format, { label, meaning, isForReaders }]) => (
            <li key={format}>
              <button
                type="button"
                id={`export-${format}`}
                className="card block w-full p-3 text-left hover:border-line-strong"
                onClick={async () => {
                  const id = await begin(format, audience)
                  followed.current = id ? { id, format } : null
                  if (id) document.getElementById(`report-${id}`)?.focus()
                }}
              >
                <span className="font-semibold">{label}</span>
                <span className="hint block">
                  {meaning}
                  {isForReaders ? ' Always what the public may see, once the article is published.' : ''}
                </span>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  )
}

/** One report: how far it is, and the way to its file. */
function ReportCard({ report, onEnd }: { report: Report; onEnd: () => Promise<void> }) {
  const { id, format, audience, state, name, size, problem, endsAt } = report
  const isMaking = isBeingMade(report)
  const what = `${labelOf(format)}, for ${AUDIENCE_LABELS[audience].toLowerCase()}`
  return (
    <div className="card grid gap-2 p-3" aria-busy={isMaking}>
      <p role="status" className="min-w-0 break-words">
        {state === 'waiting' ? `Reading the article, or waiting for its turn (${what}) …` : null}
        {state === 'writing' ? `Writing the report (${what}) …` : null}
        {state === 'failed' ? `${what}: ${problem}` : null}
        {state === 'ready' ? `Ready: ${name}` : null}
      </p>
      {isMaking ? <progress className="w-full" aria-label={`Progress of ${what}`} /> : null}
      <p className="flex flex-wrap items-center justify-between gap-3">
        <span className="hint tabular">
          {isMaking ? <Seconds since={report.startedAt} /> : null}
          {state === 'ready' && size !== null ? `${describeBytes(size)}, for ${AUDIENCE_LABELS[audience].toLowerCase()}` : null}
          {state === 'ready' && endsAt ? (
            <>
              , kept until <Time at={endsAt} />
            </>
          ) : null}
        </span>
        <span className="flex gap-2">
          {state === 'ready' ? (
            <a id={`report-${id}`} className="button button-small" href={addressOf(id)} download>
              Download
            </a>
          ) : null}
          <button
            {...(state === 'ready' ? {} : { id: `report-${id}` })}
            type="button"
            className="button button-small"
            aria-label={isMaking ? `Cancel ${what}` : `Take ${what} off the list`}
            onClick={() => void onEnd()}
          >
            {isMaking ? 'Cancel' : 'Remove'}
          </button>
        </span>
      </p>
    </div>
  )
}

function Seconds({ since }: { since: string }) {
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const count = () => setSeconds(Math.max(0, Math.round((Date.now() - Date.parse(since)) / 1000)))
    count()
    const clock = setInterval(count, 1000)
    return () => clearInterval(clock)
  }, [since])
  return <>{seconds} s</>
}

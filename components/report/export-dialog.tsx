'use client'

import { useEffect, useRef, useState } from 'react'
import { fetchFile, sentenceOf } from '@/components/api'
import { Dialog } from '@/components/ui/dialog'
import { Select } from '@/components/ui/select'
import { AUDIENCE_LABELS, type Audience } from '@/lib/core/article/article-snapshot'
import { EXPORT_FORMATS, type FormatFacts } from '@/lib/core/report/export-formats'
import { describeBytes } from '@/lib/core/text/describe-bytes'

const FORMATS = Object.entries(EXPORT_FORMATS) as [string, FormatFacts][]

/** A report on its way: what is made, and how far it has come. */
interface Making {
  readonly label: string
  readonly seconds: number
  /** Bytes that came, of how many; zero while it is written. */
  readonly received: number
  readonly total: number
}

interface Props {
  readonly articleId: string
  readonly audiences: readonly string[]
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** Who the report is for, and in which format it is made; with progress, and a way to cancel. */
export function ExportDialog({ articleId, audiences, isOpen, onClose }: Props) {
  const [audience, setAudience] = useState<Audience>((audiences[0] as Audience) ?? 'public')
  const [making, setMaking] = useState<Making | null>(null)
  const [error, setError] = useState<string | null>(null)
  const abort = useRef<AbortController | null>(null)
  const cancel = useRef<HTMLButtonElement>(null)
  /** The format asked for last: where the focus goes when its list comes back. */
  const asked = useRef<string | null>(null)
  const isMaking = making !== null
  useEffect(() => {
    if (isMaking) cancel.current?.focus()
    else if (asked.current) document.getElementById(`export-${asked.current}`)?.focus()
  }, [isMaking])

  const make = async (format: string, label: string) => {
    const stop = new AbortController()
    abort.current = stop
    asked.current = format
    setError(null)
    setMaking({ label, seconds: 0, received: 0, total: 0 })
    const clock = setInterval(() => setMaking((now) => now && { ...now, seconds: now.seconds + 1 }), 1000)
    try {
      const { name, blob } = await fetchFile(`/api/articles/${articleId}/export/${format}?audience=${audience}`, {
        signal: stop.signal,
        onBytes: (received, total) => setMaking((now) => now && { ...now, received, total }),
      })
      save(name, blob)
    } catch (problem) {
      if (!stop.signal.aborted) setError(sentenceOf(problem))
    } finally {
      clearInterval(clock)
      setMaking(null)
    }
  }

  return (
    <Dialog
      isOpen={isOpen}
      onClose={() => {
        abort.current?.abort()
        onClose()
      }}
      title="Annotated report"
      width="32rem"
    >
      <div className="grid gap-4">
        <Select
          label="Made for"
          value={audience}
          options={audiences.map((one) => [one as Audience, AUDIENCE_LABELS[one as Audience]] as const)}
          onChange={setAudience}
        />
        {error ? (
          <p className="notice notice-bad" role="alert">
            {error}
          </p>
        ) : null}
        {making ? (
          <div className="card grid gap-3 p-4" aria-busy="true">
            <p role="status">
              {making.received > 0
                ? `${making.label}: ${describeBytes(making.received)}${making.total > 0 ? ` of ${describeBytes(making.total)}` : ''}`
                : `Writing the report (${making.label}) …`}
            </p>
            <progress
              className="w-full"
              aria-label="Progress"
              {...(making.total > 0 ? { max: making.total, value: making.received } : {})}
            />
            <p className="flex items-center justify-between gap-3">
              <span className="hint tabular">{making.seconds} s</span>
              <button ref={cancel} type="button" className="button" onClick={() => abort.current?.abort()}>
                Cancel
              </button>
            </p>
          </div>
        ) : (
          <ul className="grid gap-2">
            {FORMATS.map(([format, { label, meaning, isForReaders }]) => (
              <li key={format}>
                <button
                  type="button"
                  id={`export-${format}`}
                  className="card block w-full p-3 text-left hover:border-line-strong"
                  onClick={() => void make(format, label)}
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
        )}
      </div>
    </Dialog>
  )
}

function save(name: string, blob: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

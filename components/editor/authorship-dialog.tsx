'use client'

import { useEffect, useState } from 'react'
import { callApi, sentenceOf } from '@/components/api'
import { Dialog } from '@/components/ui/dialog'
import { Time } from '@/components/ui/time'
import { claimName } from '@/lib/core/claim/claim'
import type { AuthoredWords } from '@/lib/server/present/authorship'

interface Props {
  readonly articleId: string
  /** Offsets at a version, or null when closed. */
  readonly range: { readonly start: number; readonly end: number; readonly version: number } | null
  readonly onClose: () => void
}

/** Who wrote the selected words, when, and whether after they were checked. */
export function AuthorshipDialog({ articleId, range, onClose }: Props) {
  const [stretches, setStretches] = useState<readonly AuthoredWords[] | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  useEffect(() => {
    setStretches(null)
    setFailure(null)
    if (!range) return
    const query = new URLSearchParams({ start: String(range.start), end: String(range.end), version: String(range.version) })
    callApi<{ stretches: AuthoredWords[] }>('GET', `/api/articles/${articleId}/authorship?${query}`).then(
      (answer) => setStretches(answer.stretches),
      (error) => setFailure(sentenceOf(error)),
    )
  }, [articleId, range])
  return (
    <Dialog isOpen={range !== null} onClose={onClose} title="Who wrote these words" width="40rem">
      {failure ? <p className="notice notice-bad">{failure}</p> : null}
      {!failure && !stretches ? <p className="hint">Reading the log …</p> : null}
      <ol className="grid gap-3">
        {(stretches ?? []).map((stretch) => (
          <li key={stretch.start} className="grid gap-0.5">
            <p className="line-clamp-4 font-serif text-[1.05rem]" dir="auto">
              {stretch.text}
            </p>
            <p className="hint tabular">
              {stretch.version === 0 ? 'Came with the article, brought in by ' : ''}
              <strong>{stretch.by.name}</strong>, <Time at={stretch.at} style="long" />
              {stretch.version > 0 ? (
                <>
                  {' · '}
                  <a className="link" href={`/articles/${articleId}/versions?version=${stretch.version}`}>
                    version {stretch.version}
                  </a>
                </>
              ) : null}
            </p>
            {stretch.writtenAfterCheckOf.length > 0 ? (
              <p className="font-semibold text-stale">Written after the check of {stretch.writtenAfterCheckOf.map(claimName).join(', ')}</p>
            ) : null}
          </li>
        ))}
      </ol>
    </Dialog>
  )
}

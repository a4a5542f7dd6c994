'use client'

import { useEffect, useRef, useState } from 'react'
import { ApiError, callApi, sentenceOf } from '@/components/api'
import { useDraft } from '@/components/ui/use-draft'
import { OWN_NOTE_MAX } from '@/lib/core/claim/own-note'

interface Kept {
  readonly text: string
  readonly revision: number
}

/** After the last key, kept on the server, in ms. */
const KEEP_AFTER_MS = 700

/** What somebody notes for themselves on an article: seen by nobody else, in no report, in no history. */
export function OwnNotes({ articleId }: { articleId: string }) {
  const path = `/api/articles/${articleId}/own-notes`
  const [kept, setKept] = useState<Kept | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const draft = useDraft(`own-notes-${articleId}`, kept?.text ?? '')
  const timer = useRef(0)
  useEffect(() => {
    callApi<Kept>('GET', path).then(setKept, (error) => setProblem(sentenceOf(error)))
    return () => clearTimeout(timer.current)
  }, [path])
  const isRead = kept !== null
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    // Opened by key, it is written in at once.
    if (isRead) field.current?.focus()
  }, [isRead])
  const keep = async (text: string, revision: number) => {
    try {
      setKept(await callApi<Kept>('PUT', path, { text, revision }))
      draft.clear()
      setProblem(null)
    } catch (error) {
      const theirs = error instanceof ApiError && error.code === 'stale-revision' ? (error.details.current as Kept) : null
      if (!theirs) return setProblem(sentenceOf(error))
      // Both stand: what another window wrote, then this one's.
      const both = `${theirs.text}\n\n${text}`.slice(0, OWN_NOTE_MAX)
      setKept(theirs)
      draft.write(both)
      setProblem('You wrote something else in another window; both stand here now.')
    }
  }
  const isWritten = kept !== null && draft.text !== kept.text
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-2 p-3">
      <label htmlFor="own-notes" className="font-semibold">
        Notes of your own
      </label>
      <p className="hint">Nobody else sees them. They are in no report and in no history.</p>
      <textarea
        ref={field}
        id="own-notes"
        className="input min-h-40 flex-1"
        value={draft.text}
        disabled={kept === null}
        maxLength={OWN_NOTE_MAX}
        dir="auto"
        onChange={(event) => {
          const text = event.target.value
          draft.write(text)
          clearTimeout(timer.current)
          timer.current = window.setTimeout(() => kept && void keep(text, kept.revision), KEEP_AFTER_MS)
        }}
        onBlur={() => {
          clearTimeout(timer.current)
          if (kept && isWritten) void keep(draft.text, kept.revision)
        }}
      />
      <p className="hint" role="status">
        {problem ?? (kept === null ? 'Reading …' : isWritten ? 'Kept in this browser …' : 'Kept.')}
      </p>
    </div>
  )
}

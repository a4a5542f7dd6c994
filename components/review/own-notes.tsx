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
  /** What the server has, at once: the next saving goes by it and not by what was drawn last. */
  const known = useRef<Kept | null>(null)
  known.current = kept
  /** One saving at a time: the next waits for the answer. */
  const saving = useRef<Promise<void>>(Promise.resolve())
  const latest = useRef('')
  latest.current = draft.text
  const keep = () => {
    clearTimeout(timer.current)
    saving.current = saving.current.then(save)
  }
  const save = async () => {
    const text = latest.current
    const before = known.current
    if (!before || text === before.text) return
    try {
      const saved = await callApi<Kept>('PUT', path, { text, revision: before.revision })
      known.current = saved
      setKept(saved)
      // What was typed meanwhile stays, and goes next.
      draft.saved(text)
      setProblem(null)
    } catch (error) {
      const theirs = error instanceof ApiError && error.code === 'stale-revision' ? (error.details.current as Kept) : null
      if (!theirs) return setProblem(sentenceOf(error))
      known.current = theirs
      setKept(theirs)
      // The same words came by another way.
      if (latest.current.startsWith(theirs.text)) return
      // Both stand: what another window wrote, then this one's.
      draft.write(`${theirs.text}\n\n${latest.current}`.slice(0, OWN_NOTE_MAX))
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
          latest.current = text
          clearTimeout(timer.current)
          timer.current = window.setTimeout(keep, KEEP_AFTER_MS)
        }}
        onBlur={keep}
      />
      <p className="hint" role="status">
        {problem ?? (kept === null ? 'Reading …' : isWritten ? 'Kept in this browser …' : 'Kept.')}
      </p>
    </div>
  )
}

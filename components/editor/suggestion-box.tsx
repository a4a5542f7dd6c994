'use client'

import { useEffect, useRef, useState } from 'react'
import { callApi, sentenceOf } from '@/components/api'
import type { Suggestion } from '@/components/editor/begin-suggestion'
import { WordDiff } from '@/components/review/word-diff'
import { CORRECTION_LIMITS } from '@/lib/core/claim/correction'
import { narrowChange } from '@/lib/core/text/narrow-change'

interface Props {
  readonly articleId: string
  readonly suggestion: Suggestion
  /** Where the words are in the window. */
  readonly at: { readonly top: number; readonly left: number }
  readonly onChange: (suggestion: Suggestion) => void
  readonly onClose: () => void
  readonly onProposed: () => void
}

/** New words for a stretch of the text, written over a copy of it: the text itself does not change. */
export function SuggestionBox({ articleId, suggestion, at, onChange, onClose, onProposed }: Props) {
  const { start, version, before, after, caret } = suggestion
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, where the person typed
  useEffect(() => {
    field.current?.focus()
    field.current?.setSelectionRange(caret, caret)
  }, [])
  const change = narrowChange(before, after)
  const propose = async () => {
    if (!change || isBusy) return
    setBusy(true)
    try {
      await callApi('POST', `/api/articles/${articleId}/corrections`, {
        selector: { start: start + change.start, end: start + change.end, version },
        before: before.slice(change.start, change.end),
        after: change.after,
        reason: reason.trim() || null,
      })
      onProposed()
    } catch (error) {
      setProblem(sentenceOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      aria-label="Propose new words"
      className="card no-print fade-in fixed z-30 grid w-[min(34rem,calc(100vw-2rem))] gap-2 p-3 shadow-xl"
      style={at}
      data-escapes
      data-suggestion-box
      onSubmit={(event) => {
        event.preventDefault()
        void propose()
      }}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return
        if (event.key === 'Escape') onClose()
        else if (event.key === 'Enter' && !event.shiftKey && (event.target as HTMLElement).tagName !== 'BUTTON') {
          event.preventDefault()
          void propose()
        }
      }}
    >
      <textarea
        ref={field}
        readOnly={isBusy}
        className="input font-serif text-[1.1rem]"
        aria-label="New words"
        rows={Math.min(8, Math.ceil(after.length / 52) + 1)}
        value={after}
        maxLength={CORRECTION_LIMITS.after}
        dir="auto"
        onChange={(event) => onChange({ ...suggestion, after: event.target.value, caret: event.target.selectionStart })}
      />
      <p className="hint" aria-live="polite">
        {change ? (
          <WordDiff before={before.slice(change.start, change.end)} after={change.after} />
        ) : (
          'Write what it should say. The text itself does not change.'
        )}
      </p>
      <input
        className="input"
        aria-label="Why (optional)"
        placeholder="Why (optional)"
        value={reason}
        maxLength={CORRECTION_LIMITS.reason}
        onChange={(event) => setReason(event.target.value)}
      />
      {problem ? (
        <p className="error-text" role="alert">
          {problem}
        </p>
      ) : null}
      <div className="flex items-center gap-2">
        <button type="submit" className="button button-small button-primary" disabled={!change || isBusy}>
          Propose <span className="kbd">Enter</span>
        </button>
        <button type="button" className="button button-small" onClick={onClose}>
          Close
        </button>
        <span className="hint">Kept in this browser until you propose it. Shift+Enter begins a paragraph.</span>
      </div>
    </form>
  )
}

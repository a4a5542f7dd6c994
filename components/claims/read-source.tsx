'use client'

import { useEffect, useRef, useState } from 'react'
import { callApi, sentenceOf } from '@/components/api'
import type { KnownSource } from '@/components/sources/known-sources'
import { nameOf, SOURCE_LIMITS, type SourceFields } from '@/lib/core/evidence/source'

interface Props {
  /** The address, DOI or ISBN that was given. */
  readonly words: string
  /** What was read of it; null before. */
  readonly fields: SourceFields | null
  readonly onRead: (fields: SourceFields) => void
  /** The library has it already. */
  readonly onKnown: (source: { readonly id: string; readonly name: string }) => void
}

/** Asks a new source's own page, when somebody wants that, what it is called; what it says is looked through and can be put right. */
export function ReadSource({ words, fields, onRead, onKnown }: Props) {
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const asking = useRef<AbortController | null>(null)
  const hasRead = useRef(false)
  useEffect(() => () => asking.current?.abort(), [])
  const read = async () => {
    const abort = new AbortController()
    asking.current = abort
    setBusy(true)
    setProblem(null)
    try {
      const found = await callApi<{ fields: SourceFields; known: readonly KnownSource[] }>(
        'POST',
        '/api/sources/look-up',
        { address: words },
        { signal: abort.signal, isNoChange: true },
      )
      const same = found.known.find((one) => one.because !== 'title')
      if (same) onKnown({ id: same.id, name: same.citation })
      else {
        hasRead.current = true
        onRead(found.fields)
      }
    } catch (error) {
      if (!abort.signal.aborted) setProblem(sentenceOf(error))
    } finally {
      setBusy(false)
    }
  }
  if (fields)
    return (
      <div className="grid gap-1">
        <input
          ref={(field) => {
            // The button that was pressed is gone: its answer has the focus.
            if (hasRead.current) field?.focus()
            hasRead.current = false
          }}
          className="input"
          aria-label="Title of the source"
          value={fields.title}
          maxLength={SOURCE_LIMITS.title}
          onChange={(event) => onRead({ ...fields, title: event.target.value })}
        />
        <p className="hint" role="status">
          Read from its page:{' '}
          {[...fields.author.map(nameOf), fields['container-title'], fields.publisher, fields.issued].filter(Boolean).join(' · ') ||
            'a title only'}
          . Look it through; everything can be put right in the library.
        </p>
      </div>
    )
  return (
    <p className="flex flex-wrap items-baseline gap-x-3 text-[0.86rem]" role="status">
      {/* One button: what is pressed keeps the focus. */}
      <button type="button" className="link" onClick={() => (isBusy ? asking.current?.abort() : void read())}>
        {isBusy ? 'Asking the site … Cancel' : 'Read its title and date from the page'}
      </button>
      {problem ? <span className="error-text">{problem}</span> : null}
    </p>
  )
}

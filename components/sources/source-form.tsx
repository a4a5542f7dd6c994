'use client'

import { type FormEvent, useRef, useState } from 'react'
import { ApiError, callApi, sentenceOf } from '@/components/api'
import { KnownSources, useKnownSources } from '@/components/sources/known-sources'
import { useSourceDraft } from '@/components/sources/source-draft'
import { readSourceForm, SourceInputs } from '@/components/sources/source-inputs'
import { cite, type SourceFields } from '@/lib/core/evidence/source'
import type { SourceView } from '@/lib/server/present/evidence'

/** Makes or changes a source. When somebody changed it meanwhile, both are shown and one is chosen. */
export function SourceForm({
  existing,
  proposed = null,
  onDone,
}: {
  existing: SourceView | null
  /** What a page says of itself, to be looked through before it is added. */
  proposed?: SourceFields | null
  onDone: (source: SourceView) => void
}) {
  const [error, setError] = useState<string | null>(null)
  const [conflict, setConflict] = useState<{ current: SourceView; mine: Record<string, unknown> } | null>(null)
  const [isBusy, setBusy] = useState(false)
  const known = useKnownSources()
  const form = useRef<HTMLFormElement>(null)
  // What is written over one state of a source is not put over another.
  const { begun, keep, clear } = useSourceDraft(existing ? `${existing.id}-${existing.revision}` : 'new', form)
  const first = existing ? (begun ?? existing) : (proposed ?? begun)
  const save = async (fields: Record<string, unknown>, revision: number | undefined) => {
    setBusy(true)
    setError(null)
    try {
      if (existing) {
        const changed = await callApi<SourceView>('PATCH', `/api/sources/${existing.id}`, { revision, ...fields })
        clear()
        return onDone(changed)
      }
      const made = await callApi<SourceView>('POST', '/api/sources', fields)
      clear()
      onDone(made)
    } catch (problem) {
      if (problem instanceof ApiError && problem.code === 'stale-revision')
        setConflict({ current: problem.details.current as SourceView, mine: fields })
      else setError(sentenceOf(problem))
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      ref={form}
      className="grid gap-4"
      onInput={keep}
      onSubmit={(event: FormEvent<HTMLFormElement>) => {
        event.preventDefault()
        void save(readSourceForm(new FormData(event.currentTarget)), existing?.revision)
      }}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: hears its fields being left */}
      <div onBlur={(event) => !existing && known.look(event.currentTarget.closest('form'))}>
        <SourceInputs key={first === begun && begun ? 'begun' : 'given'} existing={first} />
      </div>
      {existing || proposed ? null : <KnownSources known={known.known} />}
      {conflict ? (
        <div className="notice notice-bad grid gap-2" role="alert">
          <p>
            <strong>Somebody changed this source while you did.</strong> Theirs now reads: {cite(conflict.current)}
          </p>
          <div className="flex gap-2">
            <button type="button" className="button button-small" onClick={() => onDone(conflict.current)}>
              Keep theirs
            </button>
            <button type="button" className="button button-small" onClick={() => void save(conflict.mine, conflict.current.revision)}>
              Use mine
            </button>
          </div>
        </div>
      ) : null}
      <div role="alert">{error ? <p className="notice notice-bad">{error}</p> : null}</div>
      <div className="flex justify-end gap-2">
        {begun && first === begun ? (
          <button type="button" className="button" onClick={clear}>
            Begin anew
          </button>
        ) : null}
        <button type="submit" className="button button-primary" disabled={isBusy}>
          {existing ? 'Save' : 'Add source'}
        </button>
      </div>
    </form>
  )
}

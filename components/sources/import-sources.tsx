'use client'

import { type FormEvent, useState } from 'react'
import { callApi, sentenceOf } from '@/components/api'
import { useToast } from '@/components/ui/toaster'
import { CITATION_LABELS, type CitationFormat } from '@/lib/core/evidence/read-citations'

interface Understood {
  readonly format: CitationFormat
  readonly messages: readonly string[]
  readonly sources: readonly { readonly id: string | null; readonly citation: string; readonly isKnown: boolean }[]
}

/** Takes sources in from what Zotero and others write, after they were looked through. */
export function ImportSources({ onDone }: { onDone: () => void }) {
  const toast = useToast()
  const [text, setText] = useState('')
  const [preview, setPreview] = useState<Understood | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const isNew = preview?.sources.filter((one) => !one.isKnown).length ?? 0
  const send = async (isPreview: boolean) => {
    setBusy(true)
    setProblem(null)
    try {
      const read = await callApi<Understood>('POST', '/api/sources/import', { text, isPreview })
      if (isPreview) return setPreview(read)
      const added = read.sources.filter((one) => !one.isKnown).length
      toast(`${added} ${added === 1 ? 'source' : 'sources'} added to the library.`)
      onDone()
    } catch (error) {
      setProblem(sentenceOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      className="grid gap-3"
      aria-label="Sources from a list"
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        void send(preview === null)
      }}
    >
      <label>
        <span className="label">CSL-JSON, RIS or BibTeX, as Zotero and others write it</span>
        <textarea
          className="input font-mono text-[0.9rem]"
          rows={7}
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            setPreview(null)
          }}
        />
      </label>
      <label>
        <span className="label">or a file</span>
        <input
          type="file"
          className="input"
          accept=".json,.ris,.bib,.txt"
          onChange={(event) => {
            const file = event.target.files?.[0]
            setPreview(null)
            if (file) void file.text().then(setText)
          }}
        />
      </label>
      {preview ? (
        <section aria-label="What was understood" className="grid gap-2">
          <p role="status" className="font-semibold">
            {CITATION_LABELS[preview.format]}: {isNew} new, {preview.sources.length - isNew} in the library already.
          </p>
          {preview.messages.map((message) => (
            <p key={message} className="hint">
              {message}
            </p>
          ))}
          <ol className="card max-h-56 divide-y divide-line overflow-y-auto">
            {preview.sources.map((source, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a list that is read once, with doubles in it
              <li key={index} className={`px-3 py-1.5 ${source.isKnown ? 'text-soft' : ''}`}>
                {source.citation} {source.isKnown ? <span className="hint">There already</span> : null}
              </li>
            ))}
          </ol>
        </section>
      ) : null}
      <div role="alert">{problem ? <p className="notice notice-bad">{problem}</p> : null}</div>
      <div className="flex justify-end gap-2">
        {preview ? (
          <button type="button" className="button" onClick={() => setPreview(null)}>
            Back
          </button>
        ) : null}
        <button type="submit" className="button button-primary" disabled={isBusy || !text.trim() || (preview !== null && isNew === 0)}>
          {preview ? `Add ${isNew}` : 'Look through'}
        </button>
      </div>
    </form>
  )
}

'use client'

import { FileUp } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type ClipboardEvent, type DragEvent, useRef, useState } from 'react'
import { callApi, sentenceOf } from '@/components/api'
import { Field } from '@/components/ui/field'

interface Created {
  readonly id: string
  /** Of an article; a draft has none of its own. */
  readonly title?: string
  readonly messages: readonly { readonly level: 'info' | 'warning'; readonly message: string }[]
}

interface Props {
  readonly extensions: readonly string[]
  /** Value and label of each encoding a file can be said to have. */
  readonly encodings: readonly (readonly [string, string])[]
  /** The article that what is brought in is a newer draft of; a new article without. */
  readonly draftOf?: string
}

/** Three ways in: a file, a paste, or an empty page to type on. What was not understood is said before going on. */
export function ImportForm({ extensions, encodings, draftOf }: Props) {
  const router = useRouter()
  const file = useRef<HTMLInputElement>(null)
  const abort = useRef<AbortController | null>(null)
  const [title, setTitle] = useState('')
  const [busy, setBusy] = useState<string | null>(null)
  const [error, setError] = useState<string | null>(null)
  const [created, setCreated] = useState<Created | null>(null)
  const [isOver, setOver] = useState(false)
  const [pasted, setPasted] = useState('')
  const [encoding, setEncoding] = useState('')
  const html = useRef<string | null>(null)

  const send = async (what: string, body: unknown) => {
    setBusy(what)
    setError(null)
    abort.current = new AbortController()
    try {
      const path = draftOf ? `/api/articles/${draftOf}/drafts` : '/api/articles'
      const answer = await callApi<Created>('POST', path, body, { signal: abort.current.signal })
      // A draft's preview says what was not understood itself.
      if (draftOf) router.push(`/articles/${draftOf}/drafts/${answer.id}`)
      else if (answer.messages.length === 0) router.push(`/articles/${answer.id}`)
      else setCreated(answer)
    } catch (problem) {
      if (!abort.current.signal.aborted) setError(sentenceOf(problem))
    } finally {
      setBusy(null)
    }
  }
  const sendFile = (chosen: File | undefined) => {
    if (!chosen) return
    const form = new FormData()
    form.set('file', chosen)
    if (encoding) form.set('encoding', encoding)
    if (title.trim()) form.set('title', title.trim())
    void send(`Reading “${chosen.name}” …`, form)
    if (file.current) file.current.value = ''
  }
  const withTitle = (body: Record<string, string>) => ({ ...body, ...(title.trim() ? { title: title.trim() } : {}) })
  const onPaste = (event: ClipboardEvent<HTMLTextAreaElement>) => {
    const rich = event.clipboardData.getData('text/html')
    // The rich form is kept beside the plain one that the field shows.
    html.current = rich && event.currentTarget.value === '' ? rich : null
  }
  const sendPaste = () => {
    if (!pasted.trim()) return setError('Paste the article into the field first.')
    void send('Reading what you pasted …', withTitle(html.current ? { html: html.current } : { text: pasted }))
  }

  if (created)
    return (
      <div className="card grid max-w-2xl gap-4 p-6">
        <p>
          <strong>“{created.title}” is in.</strong> This is what to know about how it was read:
        </p>
        <ul className="grid gap-2">
          {created.messages.map(({ level, message }) => (
            <li key={message} className={`notice ${level === 'info' ? 'border-accent bg-accent-wash' : ''}`}>
              {message}
            </li>
          ))}
        </ul>
        <p>
          <a className="button button-primary" href={`/articles/${created.id}`}>
            Open the article
          </a>
        </p>
      </div>
    )
  return (
    <div className="grid max-w-3xl gap-6">
      {draftOf ? null : (
        <Field
          label="Headline, if the text has none (optional)"
          value={title}
          maxLength={500}
          onChange={(event) => setTitle(event.target.value)}
        />
      )}
      <section
        aria-label="Open a file"
        className={`card grid justify-items-start gap-3 border-dashed p-6 ${isOver ? 'border-accent bg-accent-wash' : ''}`}
        onDragOver={(event: DragEvent) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event: DragEvent) => {
          event.preventDefault()
          setOver(false)
          sendFile(event.dataTransfer.files[0])
        }}
      >
        <h2 className="font-semibold">Open a file</h2>
        <p className="text-soft">Word (.docx), web page (.html), Markdown (.md) or text (.txt), up to 25 MB. Or drop it here.</p>
        <label className="button focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-[var(--focus)]">
          <FileUp size={15} aria-hidden /> Choose a file
          <input
            ref={file}
            type="file"
            className="sr-only"
            accept={extensions.join(',')}
            disabled={busy !== null}
            onChange={(event) => sendFile(event.target.files?.[0])}
          />
        </label>
        <details>
          <summary className="hint cursor-pointer">Letters come out wrong?</summary>
          <label className="hint mt-2 flex flex-wrap items-center gap-2">
            Encoding of a text or web page file
            <select className="input w-auto" value={encoding} onChange={(event) => setEncoding(event.target.value)}>
              <option value="">found by itself</option>
              {encodings.map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          </label>
        </details>
      </section>
      <section aria-label="Paste" className="card grid gap-3 p-6">
        <label className="font-semibold" htmlFor="paste">
          Paste
        </label>
        <p className="text-soft" id="paste-hint">
          From Word, Google Docs or a web page. Subheads, lists, links, tables and quotations come along.
        </p>
        <textarea
          id="paste"
          aria-describedby="paste-hint"
          className="input min-h-40 font-serif"
          value={pasted}
          dir="auto"
          onPaste={onPaste}
          onChange={(event) => {
            if (pasted !== '') html.current = null
            setPasted(event.target.value)
          }}
        />
        <div className="flex gap-2">
          <button type="button" className="button button-primary" disabled={busy !== null} onClick={sendPaste}>
            {draftOf ? 'Compare it' : 'Bring it in'}
          </button>
          {draftOf ? null : (
            <button
              type="button"
              className="button"
              disabled={busy !== null}
              onClick={() => void send('Making an empty page …', withTitle({}))}
            >
              Start with an empty page
            </button>
          )}
        </div>
      </section>
      <div aria-live="assertive" role="alert">
        {error ? <p className="notice notice-bad">{error}</p> : null}
      </div>
      {busy ? (
        <p className="notice flex items-center gap-3 border-accent bg-accent-wash" role="status">
          {busy}
          <button type="button" className="button button-small" onClick={() => abort.current?.abort()}>
            Cancel
          </button>
        </p>
      ) : null}
    </div>
  )
}

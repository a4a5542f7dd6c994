'use client'

import { FileUp } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type ClipboardEvent, type DragEvent, useEffect, useRef, useState } from 'react'
import { callApi, sentenceOf } from '@/components/api'
import { Field } from '@/components/ui/field'

/** What becomes of tracked changes of a file. */
type TrackedChoice = 'accept' | 'reject' | 'keep'

/** How something would be read; nothing is kept yet. */
interface Preview {
  readonly title: string | null
  readonly words: number
  readonly paragraphs: number
  readonly pictures: number
  readonly lines: readonly string[]
  readonly messages: readonly { readonly level: 'info' | 'warning'; readonly message: string }[]
  readonly hasTracked: boolean
  readonly remarks: readonly {
    readonly kind: 'comment' | 'footnote'
    readonly author: string | null
    readonly at: string | null
    readonly text: string
    readonly quote: string
  }[]
}

/** What was chosen: a file, which may be said to have another encoding, or the body of a paste. */
type Chosen = { readonly file: File } | { readonly body: Record<string, string> }

interface Props {
  readonly extensions: readonly string[]
  /** Value and label of each encoding a file can be said to have. */
  readonly encodings: readonly (readonly [string, string])[]
  /** The article that what is brought in is a newer draft of; a new article without. */
  readonly draftOf?: string
}

/**
 * Four ways in: a file, a page of the web, a paste, or an empty page to type on. When something
 * was not understood, or guessed, it is said beside the first lines before
 * anything is created, and another encoding can be chosen.
 */
export function ImportForm({ extensions, encodings, draftOf }: Props) {
  const router = useRouter()
  const file = useRef<HTMLInputElement>(null)
  const confirm = useRef<HTMLButtonElement>(null)
  const abort = useRef<AbortController | null>(null)
  const [title, setTitle] = useState('')
  const [busy, setBusy] = useState<string | null>(null)
  const [error, setError] = useState<string | null>(null)
  /** What could not be read: perhaps as something else it can. */
  const [refused, setRefused] = useState<Chosen | null>(null)
  const [preview, setPreview] = useState<{ readonly chosen: Chosen; readonly read: Preview } | null>(null)
  const [isOver, setOver] = useState(false)
  const [pasted, setPasted] = useState('')
  const [address, setAddress] = useState('')
  const [encoding, setEncoding] = useState('')
  const [trackedChoice, setTrackedChoice] = useState<TrackedChoice>('accept')
  const [isTakingRemarks, setTakingRemarks] = useState(true)
  const html = useRef<string | null>(null)
  const isPasting = useRef(false)

  const isShown = preview !== null
  useEffect(() => {
    if (isShown) confirm.current?.focus()
  }, [isShown])

  const run = async (what: string, work: (signal: AbortSignal) => Promise<void>) => {
    setBusy(what)
    setError(null)
    const stop = new AbortController()
    abort.current = stop
    try {
      await work(stop.signal)
    } catch (problem) {
      if (!stop.signal.aborted) setError(sentenceOf(problem))
    } finally {
      setBusy(null)
    }
  }
  // Remarks of a newer draft are not taken in: the claims are here already.
  const remarksFor = (isTaking: boolean) => (draftOf || !isTaking ? 'leave-out' : 'claims')
  const bodyOf = (chosen: Chosen, saidEncoding: string, isTaking: boolean, tracked = trackedChoice) => {
    if ('body' in chosen)
      return withTitle(Object.keys(chosen.body).length > 0 ? { ...chosen.body, remarks: remarksFor(isTaking) } : chosen.body)
    const form = new FormData()
    form.set('file', chosen.file)
    if (saidEncoding) form.set('encoding', saidEncoding)
    form.set('remarks', remarksFor(isTaking))
    form.set('tracked', tracked)
    if (title.trim()) form.set('title', title.trim())
    return form
  }
  const create = (chosen: Chosen, saidEncoding = encoding) =>
    run('Bringing it in …', async (signal) => {
      const path = draftOf ? `/api/articles/${draftOf}/drafts` : '/api/articles'
      const { id } = await callApi<{ id: string }>('POST', path, bodyOf(chosen, saidEncoding, isTakingRemarks), { signal })
      router.push(draftOf ? `/articles/${draftOf}/drafts/${id}` : `/articles/${id}`)
    })
  const look = (chosen: Chosen, saidEncoding = encoding, tracked: TrackedChoice = 'accept') =>
    run(
      'file' in chosen ? `Reading “${chosen.file.name}” …` : 'address' in chosen.body ? 'Asking the site …' : 'Reading what you pasted …',
      async (signal) => {
        setRefused(chosen)
        setTrackedChoice(tracked)
        const read = await callApi<Preview>('POST', '/api/previews', bodyOf(chosen, saidEncoding, true, tracked), {
          signal,
          isNoChange: true,
        })
        // Somebody who said how the letters are written wants to see them.
        if (read.messages.length > 0 || preview || saidEncoding) {
          setPreview({ chosen, read })
        } else await create(chosen, saidEncoding)
      },
    )
  const sendFile = (chosen: File | undefined) => {
    if (!chosen || busy !== null) return
    void look({ file: chosen })
    if (file.current) file.current.value = ''
  }
  const withTitle = (body: Record<string, string>) => ({ ...body, ...(title.trim() ? { title: title.trim() } : {}) })
  const onPaste = (event: ClipboardEvent<HTMLTextAreaElement>) => {
    const rich = event.clipboardData.getData('text/html')
    const { value, selectionStart, selectionEnd } = event.currentTarget
    const isWhole = selectionStart === 0 && selectionEnd === value.length
    // The rich form is kept beside the plain one that the field shows, also when it takes the place of an earlier paste.
    html.current = rich && isWhole ? rich : null
    isPasting.current = true
  }
  const sendPaste = () => {
    if (!pasted.trim()) return setError('Paste the article into the field first.')
    void look({ body: html.current ? { html: html.current } : { text: pasted } })
  }

  const encodingSelect = (onChange: (value: string) => void) => (
    <label className="hint flex flex-wrap items-center gap-2">
      Encoding of a text or web page file
      <select className="input w-auto" value={encoding} onChange={(event) => onChange(event.target.value)}>
        <option value="">found by itself</option>
        {encodings.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </label>
  )

  const rereadAs = (chosen: Chosen) =>
    'file' in chosen && !/\.(?:docx|pdf)$/i.test(chosen.file.name)
      ? encodingSelect((value) => {
          setEncoding(value)
          void look(chosen, value)
        })
      : null
  const status = (
    <>
      <div aria-live="assertive" role="alert">
        {error ? <p className="notice notice-bad">{error}</p> : null}
      </div>
      {error && refused && !preview ? rereadAs(refused) : null}
      {busy ? (
        <p className="notice flex items-center gap-3 border-accent bg-accent-wash" role="status">
          {busy}
          <button type="button" className="button button-small" onClick={() => abort.current?.abort()}>
            Cancel
          </button>
        </p>
      ) : null}
    </>
  )
  if (preview) {
    const { chosen, read } = preview
    return (
      <section aria-label="How it was read" className="card grid max-w-3xl gap-4 p-6">
        <h2 className="text-lg font-semibold">{read.title ?? ('file' in chosen ? chosen.file.name : 'Before it comes in')}</h2>
        <p className="text-soft">
          {read.words.toLocaleString('en')} words in {read.paragraphs.toLocaleString('en')} paragraphs
          {read.pictures > 0 ? `, ${read.pictures} ${read.pictures === 1 ? 'picture' : 'pictures'}` : ''}. Nothing is kept yet. This is what
          to know about how it was read:
        </p>
        <ul className="grid gap-2">
          {read.messages.map(({ level, message }) => (
            <li key={message} className={`notice ${level === 'info' ? 'border-accent bg-accent-wash' : ''}`}>
              {message}
            </li>
          ))}
        </ul>
        <blockquote className="max-h-72 overflow-y-auto border-l-2 border-line-strong pl-4 font-serif" aria-label="First lines" dir="auto">
          {read.lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines repeat, and do not move
            <p key={index}>{line}</p>
          ))}
        </blockquote>
        {read.hasTracked ? (
          <label className="flex flex-wrap items-center gap-2">
            Tracked changes of the file
            <select
              className="input w-auto"
              value={trackedChoice}
              onChange={(event) => {
                void look(chosen, encoding, event.target.value as TrackedChoice)
              }}
            >
              <option value="accept">taken: the text as it is to be</option>
              <option value="reject">refused: the text as it was</option>
              {draftOf ? null : <option value="keep">kept as proposals: the text as it was, new words proposed</option>}
            </select>
          </label>
        ) : null}
        {read.remarks.length > 0 ? <Remarks remarks={read.remarks} isTaking={isTakingRemarks} onTaking={setTakingRemarks} /> : null}
        {rereadAs(chosen)}
        <div className="flex flex-wrap gap-2">
          <button
            ref={confirm}
            type="button"
            className="button button-primary"
            disabled={busy !== null}
            onClick={() => void create(chosen)}
          >
            {draftOf ? 'Compare it' : 'Bring it in'}
          </button>
          <button type="button" className="button" onClick={() => setPreview(null)}>
            Back
          </button>
        </div>
        {status}
      </section>
    )
  }
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
        <p className="text-soft">
          Word (.docx), OpenDocument (.odt), Rich Text (.rtf), PDF, web page (.html), Markdown (.md) or text (.txt), up to 25 MB. Or drop it
          here.
        </p>
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
          <div className="mt-2">{encodingSelect(setEncoding)}</div>
        </details>
      </section>
      <form
        aria-label="From the web"
        className="card grid gap-3 p-6"
        onSubmit={(event) => {
          event.preventDefault()
          if (address.trim()) void look({ body: { address: address.trim() } })
        }}
      >
        <label className="font-semibold" htmlFor="import-address">
          From the web
        </label>
        <p className="text-soft" id="import-address-hint">
          The desk asks that site for that page, and nothing else.
        </p>
        <div className="flex flex-wrap gap-2">
          <input
            id="import-address"
            aria-describedby="import-address-hint"
            className="input min-w-0 flex-1 basis-72"
            inputMode="url"
            placeholder="https://"
            value={address}
            onChange={(event) => setAddress(event.target.value)}
          />
          <button type="submit" className="button" disabled={busy !== null || !address.trim()}>
            Read the page
          </button>
        </div>
      </form>
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
            if (!isPasting.current) html.current = null
            isPasting.current = false
            setPasted(event.target.value)
          }}
        />
        <div className="flex flex-wrap gap-2">
          <button type="button" className="button button-primary" disabled={busy !== null} onClick={sendPaste}>
            {draftOf ? 'Compare it' : 'Bring it in'}
          </button>
          {draftOf ? null : (
            <button type="button" className="button" disabled={busy !== null} onClick={() => void create({ body: {} })}>
              Start with an empty page
            </button>
          )}
        </div>
      </section>
      {status}
    </div>
  )
}

/** Comments and footnotes that came with the copy, and what is to become of them. */
function Remarks({
  remarks,
  isTaking,
  onTaking,
}: {
  remarks: Preview['remarks']
  isTaking: boolean
  onTaking: (isTaking: boolean) => void
}) {
  return (
    <section aria-label="Comments and footnotes" className="grid gap-2">
      <label className="flex items-baseline gap-2 font-semibold">
        <input type="checkbox" checked={isTaking} onChange={(event) => onTaking(event.target.checked)} />
        Make a claim of each comment and footnote, with what it says as notes
      </label>
      <ol className={`card max-h-64 divide-y divide-line overflow-y-auto ${isTaking ? '' : 'opacity-60'}`}>
        {remarks.map((remark, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a list that is read once, with doubles in it
          <li key={index} className="grid gap-0.5 px-3 py-2">
            <p className="font-serif" dir="auto">
              “{remark.quote}”
            </p>
            <p className="text-soft" dir="auto">
              {[remark.kind === 'footnote' ? 'Footnote' : 'Comment', remark.author, remark.at?.slice(0, 10)].filter(Boolean).join(', ')}:{' '}
              {remark.text}
            </p>
          </li>
        ))}
      </ol>
    </section>
  )
}

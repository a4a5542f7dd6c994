'use client'

import { useEffect, useId, useMemo, useRef, useState } from 'react'
import { callApi, sentenceOf } from '@/components/api'
import { Dialog } from '@/components/ui/dialog'
import { EVIDENCE_LIMITS } from '@/lib/core/evidence/evidence'
import { kindOfMediaType } from '@/lib/core/evidence/evidence-file'
import { type FoundSentence, findSentences } from '@/lib/core/evidence/find-sentences'
import type { CaptureView } from '@/lib/server/present/capture'

type Read = CaptureView & { readonly text: string; readonly html: string | null }

interface Props {
  readonly sourceId: string
  /** What is kept of the source, the newest first. */
  readonly captures: readonly CaptureView[]
  readonly first: string
  readonly onClose: () => void
  /** Takes words as a quote, with the page they stand on; without it, this is only for reading. */
  readonly onQuote?: ((quote: string, page: number | null) => void) | undefined
}

/** What a source said: its words, or the picture or sound that is kept of it. A quote is taken from it by searching, or by selecting. */
export function CaptureViewer({ sourceId, captures, first, onClose, onQuote }: Props) {
  const [id, setId] = useState(first)
  const [read, setRead] = useState<Read | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const base = `/api/sources/${sourceId}/captures/${id}`
  useEffect(() => {
    let isWanted = true
    setRead(null)
    setFailure(null)
    callApi<Read>('GET', base).then(
      (answer) => isWanted && setRead(answer),
      (error) => isWanted && setFailure(sentenceOf(error)),
    )
    return () => {
      // Another copy is looked at by now.
      isWanted = false
    }
  }, [base])
  const kind = read?.file ? kindOfMediaType(read.file.mediaType) : 'document'
  return (
    <Dialog isOpen onClose={onClose} title={read?.label ?? 'What it said'} width="52rem">
      {captures.length > 1 ? (
        <label className="mb-3 flex items-baseline gap-2">
          <span className="text-soft">Copy</span>
          <select className="input" value={id} onChange={(event) => setId(event.target.value)}>
            {captures.map((one) => (
              <option key={one.id} value={one.id}>
                {one.label}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      {failure ? (
        <p className="notice notice-bad" role="alert">
          {failure}
        </p>
      ) : read === null ? (
        <p className="text-soft">Loading …</p>
      ) : (
        <div className="grid gap-3">
          {read.file ? (
            <p>
              <a className="link" href={`${base}/file`} download={read.label}>
                Download the file
              </a>{' '}
              <span className="hint">
                {read.file.mediaType} · SHA-256 <code title={read.hash}>{read.hash.slice(0, 12)}</code>
              </span>
            </p>
          ) : null}
          {kind === 'picture' ? (
            // biome-ignore lint/performance/noImgElement: a kept file of any size, shown as it is
            <img className="max-h-[70vh] max-w-full justify-self-start border border-line" src={`${base}/file`} alt={read.label} />
          ) : kind === 'sound' ? (
            // biome-ignore lint/a11y/useMediaCaption: what somebody recorded has no captions
            <audio className="w-full" controls src={`${base}/file`} aria-label={read.label} />
          ) : read.text.trim() === '' ? (
            <p className="text-soft">There are no words in it that could be looked up.</p>
          ) : (
            <Words read={read} onQuote={onQuote} />
          )}
        </div>
      )}
    </Dialog>
  )
}

function Words({ read, onQuote }: { readonly read: Read; readonly onQuote: Props['onQuote'] }) {
  const { text, html } = read
  const [words, setWords] = useState('')
  const [at, setAt] = useState(0)
  const [selected, setSelected] = useState<{ readonly quote: string; readonly page: number | null } | null>(null)
  const listId = useId()
  const body = useRef<HTMLDivElement>(null)
  const found = useMemo(() => (words.trim().length > 1 ? findSentences(text, words) : []), [text, words])
  const take = (one: FoundSentence | undefined) => {
    if (one) onQuote?.(one.text.slice(0, EVIDENCE_LIMITS.quote), one.page)
  }
  useEffect(() => {
    const listen = () => {
      const selection = getSelection()
      const inside = selection && body.current?.contains(selection.anchorNode) && body.current.contains(selection.focusNode)
      const quote = inside ? selection.toString().trim() : ''
      const page = (selection?.anchorNode?.parentElement?.closest('[data-page]') as HTMLElement | null)?.dataset.page
      setSelected(quote ? { quote, page: page ? Number(page) : null } : null)
    }
    document.addEventListener('selectionchange', listen)
    return () => document.removeEventListener('selectionchange', listen)
  }, [])
  const pages = text.split('\f')
  return (
    <>
      <div>
        <input
          className="input"
          role="combobox"
          aria-label="Find in it"
          aria-expanded={found.length > 0}
          aria-controls={listId}
          aria-activedescendant={found[at] ? `${listId}-${at}` : undefined}
          placeholder="Find in it"
          value={words}
          onChange={(event) => {
            setWords(event.target.value)
            setAt(0)
          }}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return
            const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
            if (step !== 0 && found.length > 0) {
              event.preventDefault()
              setAt((at + step + found.length) % found.length)
            } else if (event.key === 'Enter') {
              event.preventDefault()
              take(found[at])
            }
          }}
        />
        {words.trim().length > 1 ? (
          <div id={listId} role="listbox" aria-label="Sentences with these words" className="mt-1 grid gap-0.5">
            {found.length === 0 ? <p className="hint">Nowhere in it.</p> : null}
            {found.map((one, index) => (
              <div
                key={`${one.start}`}
                id={`${listId}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === at}
                className={`rounded-md px-2 py-1 font-serif ${onQuote ? 'cursor-pointer' : ''} ${index === at ? 'bg-accent-wash' : ''}`}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => take(one)}
                onKeyDown={() => {}}
              >
                {one.text} {one.page ? <span className="hint font-sans">page {one.page}</span> : null}
              </div>
            ))}
          </div>
        ) : null}
        {onQuote ? (
          <p className="hint mt-1">
            Enter takes the sentence as the quote; so does selecting words below.{' '}
            {selected ? (
              <button
                type="button"
                className="button button-small"
                // The selection stays until it is taken.
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => onQuote(selected.quote.slice(0, EVIDENCE_LIMITS.quote), selected.page)}
              >
                Quote what is selected
              </button>
            ) : null}
          </p>
        ) : null}
      </div>
      <div
        ref={body}
        className="max-h-[60vh] overflow-y-auto border border-line bg-paper p-4"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: long text is scrolled by keyboard
        tabIndex={0}
        role="region"
        aria-label="What it said"
      >
        {html ? (
          // biome-ignore lint/security/noDangerouslySetInnerHtml: written by the server from the schema of articles
          <div className="ProseMirror" dir="auto" dangerouslySetInnerHTML={{ __html: html }} />
        ) : (
          pages.map((page, index) => (
            <div
              // biome-ignore lint/suspicious/noArrayIndexKey: pages stand in their order
              key={index}
              data-page={pages.length > 1 ? index + 1 : undefined}
              className="mb-4 whitespace-pre-wrap font-serif"
              dir="auto"
            >
              {pages.length > 1 ? <p className="hint font-sans">Page {index + 1}</p> : null}
              {page}
            </div>
          ))
        )}
      </div>
    </>
  )
}

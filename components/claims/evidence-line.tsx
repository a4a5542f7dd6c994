'use client'

import dynamic from 'next/dynamic'
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { callApi, sentenceOf } from '@/components/api'
import { OFFERED, type Offer } from '@/components/claims/offer-evidence'
import { focusHome, focusHomeFrom } from '@/components/editor/desk-mode'
import { optionsOf, Select } from '@/components/ui/select'
import { keepInBrowser, ownName } from '@/components/ui/use-draft'
import { DIRECTNESS_LABELS, type Directness, EVIDENCE_LIMITS, STANCE_LABELS, type Stance } from '@/lib/core/evidence/evidence'
import { kindOfMediaType } from '@/lib/core/evidence/evidence-file'
import { cite, SOURCE_LIMITS, type SourceFields, type SourceType } from '@/lib/core/evidence/source'
import { sourceFromWords } from '@/lib/core/evidence/source-from-words'
import type { CaptureView } from '@/lib/server/present/capture'
import type { EvidenceView, ListedSourceView } from '@/lib/server/present/evidence'

/** A source as the line keeps it: one of the library, or a new one in the words that were given. */
type Picked =
  | { readonly id: string; readonly name: string; readonly isExact?: boolean; readonly isConfidential?: boolean }
  | { readonly words: string; readonly name: string; readonly type?: SourceType; readonly fields?: SourceFields }

interface Kept {
  readonly text: string
  readonly picked: Picked | null
  readonly quote: string
  readonly locator: string
  readonly stance: Stance
  readonly directness: Directness
}

const NOTHING: Kept = { text: '', picked: null, quote: '', locator: '', stance: 'supports', directness: 'secondary' }
const LAST = 'last-source'
const SEARCH_AFTER_MS = 120
const SHOWN = 6

interface Props {
  readonly articleId: string
  readonly claimId: string
  readonly onSaved: () => void
  /** Opens the form with every field. */
  readonly onDetails: () => void
}

/**
 * Evidence in one line: an address, a DOI, a title or a name from the library;
 * Enter; the quote; Tab; where it stands; Enter. What is written is kept in
 * this browser until it is saved or given up.
 */
export function EvidenceLine({ articleId, claimId, onSaved, onDetails }: Props) {
  const [kept, change, clear] = useKept(claimId)
  const { text, picked, quote, locator, stance, directness } = kept
  const [isOpen, setOpen] = useState(false)
  const [at, setAt] = useState(0)
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const listId = useId()
  const quoteField = useRef<HTMLInputElement>(null)
  const captures = useCaptures(picked && 'id' in picked ? picked.id : null)
  const [isReading, setReading] = useState(false)
  const isPicking = useRef(false)
  const form = useRef<HTMLFormElement>(null)
  // At once: the next letter belongs to the quote.
  useLayoutEffect(() => {
    if (!isPicking.current || !picked) return
    isPicking.current = false
    // All of the card is seen, down to its buttons; then, where there is no room for that, the field.
    form.current?.scrollIntoView({ block: 'nearest' })
    quoteField.current?.focus()
  }, [picked])
  const { options, isPending } = useOptions(text, isOpen)
  const takeOffer = useRef<(offer: Offer) => void>(() => {})
  useEffect(() => {
    const listen = (event: Event) => {
      const offer = (event as CustomEvent<Offer>).detail
      if (offer.claimId === claimId) takeOffer.current(offer)
    }
    addEventListener(OFFERED, listen)
    return () => removeEventListener(OFFERED, listen)
  }, [claimId])

  const takeQuote = (words: string, page: number | null) => {
    change({ quote: words, ...(page ? { locator: `p. ${page}` } : {}) })
    requestAnimationFrame(() => quoteField.current?.focus())
  }
  const pick = (option: Picked, more: Partial<Kept> = {}) => {
    const isConfidential = 'id' in option && option.isConfidential
    change({ picked: isConfidential ? { ...option, name: 'A confidential source' } : option, text: '', ...more })
    setOpen(false)
    setProblem(null)
    isPicking.current = true
  }
  takeOffer.current = ({ words, type, quote: said }) => {
    pick({ words, name: nameOfNew(words), ...(type ? { type } : {}) }, said ? { quote: said } : {})
    quoteField.current?.focus()
  }
  const save = async () => {
    if (!picked || isBusy) return
    setBusy(true)
    // At once: what is typed while it is on its way is a command, and not lost with the field.
    focusHomeFrom(form.current)
    try {
      const source = 'id' in picked ? { id: picked.id } : await knownOrNew(picked)
      const made = await callApi<EvidenceView>('POST', `/api/claims/${claimId}/evidence`, {
        source,
        stance,
        directness,
        quote: quote.trim() || null,
        locator: locator.trim() || null,
      })
      // Nothing that names a confidential source lies in the browser.
      if (made.source.confidential) localStorage.removeItem(ownName(LAST))
      else keepInBrowser(ownName(LAST), JSON.stringify({ id: made.source.id, name: cite(made.source) }))
      clear()
      setProblem(null)
      onSaved()
    } catch (error) {
      setProblem(sentenceOf(error))
    } finally {
      setBusy(false)
    }
  }

  if (picked)
    return (
      <form
        ref={form}
        className="grid gap-1.5 rounded-lg border border-line p-2"
        data-escapes
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            // What is written stays, and is there again at the next visit.
            event.preventDefault()
            focusHome()
          } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save()
        }}
      >
        <p className="flex flex-wrap items-baseline gap-x-3 font-medium">
          <span className="min-w-full break-words">{picked.name}</span>
          {captures.length > 0 ? (
            <button type="button" className="link shrink-0 text-[0.86rem]" onClick={() => setReading(true)}>
              Quote from its text …
            </button>
          ) : null}
          <button type="button" className="link shrink-0 text-[0.86rem]" onClick={() => change({ picked: null })}>
            Another
          </button>
        </p>
        {isReading && 'id' in picked && captures[0] ? (
          <CaptureViewer
            sourceId={picked.id}
            captures={captures}
            first={captures[0].id}
            onClose={() => setReading(false)}
            onQuote={(words, page) => {
              setReading(false)
              takeQuote(words, page)
            }}
          />
        ) : null}
        {'id' in picked && captures[0] ? (
          <PassageAsk articleId={articleId} claimId={claimId} sourceId={picked.id} captureId={captures[0].id} onQuote={takeQuote} />
        ) : null}
        <input
          ref={quoteField}
          id="claim-evidence"
          className="input"
          readOnly={isBusy}
          aria-label="Exact quote from the source"
          placeholder="Exact quote"
          value={quote}
          maxLength={EVIDENCE_LIMITS.quote}
          onChange={(event) => change({ quote: event.target.value })}
        />
        <div className="flex flex-wrap gap-1.5">
          <input
            className="input min-w-24 flex-1"
            readOnly={isBusy}
            aria-label="Where in the source"
            placeholder="p. 12, table 3, 1:12:40"
            value={locator}
            maxLength={EVIDENCE_LIMITS.locator}
            onChange={(event) => change({ locator: event.target.value })}
          />
        </div>
        <div className="flex flex-wrap gap-1.5">
          <Select label="It" isPill value={stance} options={optionsOf(STANCE_LABELS)} onChange={(next) => change({ stance: next })} />
          <Select
            label="Source"
            isPill
            value={directness}
            options={optionsOf(DIRECTNESS_LABELS)}
            onChange={(next) => change({ directness: next })}
          />
        </div>
        {'words' in picked && (picked.fields || sourceFromWords(picked.words).URL) ? (
          <ReadSource
            words={picked.words}
            fields={picked.fields ?? null}
            onRead={(fields) => change({ picked: { ...picked, name: cite(fields), fields } })}
            onKnown={(source) => {
              change({ picked: source })
              requestAnimationFrame(() => quoteField.current?.focus())
            }}
          />
        ) : null}
        {problem ? (
          <p className="error-text" role="alert">
            {problem}
          </p>
        ) : null}
        <div className="flex gap-2">
          <button type="submit" className="button button-small button-primary" disabled={isBusy}>
            {isBusy ? 'Adding …' : 'Add evidence'}
          </button>
          <button
            type="button"
            className="button button-small"
            onClick={() => {
              clear()
              focusHome()
            }}
          >
            Give up
          </button>
        </div>
      </form>
    )
  return (
    <div className="relative" data-escapes={isOpen ? '' : undefined}>
      <input
        id="claim-evidence"
        className="input"
        role="combobox"
        aria-label="Add evidence: an address, a DOI, an ISBN, a title, or a name from the library"
        aria-expanded={isOpen && options.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && options[at] ? `${listId}-${at}` : undefined}
        placeholder="Add evidence: address, DOI, title  ( E )"
        autoComplete="off"
        value={text}
        maxLength={SOURCE_LIMITS.url}
        onFocus={(event) => {
          setOpen(true)
          // With room for the list below it.
          event.currentTarget.scrollIntoView({ block: 'center' })
        }}
        onBlur={() => setOpen(false)}
        onChange={(event) => {
          change({ text: event.target.value })
          setOpen(true)
          setAt(0)
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
          if (step !== 0 && options.length > 0) {
            event.preventDefault()
            setOpen(true)
            setAt((at + step + options.length) % options.length)
          } else if (event.key === 'Enter') {
            event.preventDefault()
            // Before the matches are there, what was typed is meant, and nothing that was not seen.
            const option = isPending && text.trim() ? { words: text.trim(), name: nameOfNew(text) } : options[at]
            if (option) pick(option)
          } else if (event.key === 'Escape') {
            event.preventDefault()
            setOpen(false)
            focusHome()
          }
        }}
      />
      {isOpen && options.length > 0 ? (
        <div
          id={listId}
          role="listbox"
          aria-label="Sources"
          className="card absolute inset-x-0 top-full z-20 mt-1 max-h-64 overflow-y-auto p-1 shadow-lg"
        >
          {options.map((option, index) => (
            <div
              key={'id' in option ? option.id : 'new'}
              id={`${listId}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              className={`cursor-pointer rounded-md px-2 py-1 break-words ${index === at ? 'bg-accent-wash' : ''}`}
              // The field keeps the focus while a source is clicked.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => pick(option)}
              onKeyDown={() => {}}
            >
              {'id' in option ? null : <span className="text-soft">New: </span>}
              {option.name}
            </div>
          ))}
        </div>
      ) : null}
      <p className="mt-1 flex gap-3 text-[0.86rem]">
        <button type="button" className="link" onClick={onDetails}>
          Every field …
        </button>
      </p>
    </div>
  )
}

/** The source of the library with exactly this address, DOI or title, or a new one. */
async function knownOrNew({ words, type, fields }: Extract<Picked, { words: string }>) {
  const { sources } = await callApi<{ sources: ListedSourceView[] }>('GET', `/api/sources?limit=20&q=${encodeURIComponent(words)}`)
  const known = sources.find((source) => !source.isHidden && isExactly(source, words))
  if (known) return { id: known.id }
  return fields?.title.trim() ? fields : { ...sourceFromWords(words), ...(type ? { type } : {}) }
}

function nameOfNew(words: string): string {
  const { title, URL } = sourceFromWords(words)
  return URL && URL !== title ? `${title}, ${URL}` : title
}

const PassageAsk = dynamic(() => import('@/components/claims/passage-ask').then((one) => one.PassageAsk), { ssr: false })
const ReadSource = dynamic(() => import('@/components/claims/read-source').then((one) => one.ReadSource), { ssr: false })
const CaptureViewer = dynamic(() => import('@/components/sources/capture-viewer').then((one) => one.CaptureViewer), { ssr: false })

function hasWords({ file }: CaptureView): boolean {
  return file === null || ['document', 'mail'].includes(kindOfMediaType(file.mediaType))
}

/** What is kept of a source with words in it, the newest first. */
function useCaptures(sourceId: string | null): readonly CaptureView[] {
  const [found, setFound] = useState<{ readonly sourceId: string; readonly captures: readonly CaptureView[] } | null>(null)
  useEffect(() => {
    if (!sourceId) return
    callApi<{ captures: CaptureView[] }>('GET', `/api/sources/${sourceId}/captures`).then(
      ({ captures }) => setFound({ sourceId, captures: captures.filter(hasWords) }),
      // Its quote can be typed all the same.
      () => {},
    )
  }, [sourceId])
  return found && found.sourceId === sourceId ? found.captures : []
}

interface Options {
  readonly options: readonly Picked[]
  /** Whether the matches of what is typed are still on their way. */
  readonly isPending: boolean
}

/** Sources that match; with nothing typed the last ones, one's own last one first. Never those of other words. */
function useOptions(text: string, isOpen: boolean): Options {
  const [found, setFound] = useState<{ readonly words: string; readonly sources: readonly Picked[] } | null>(null)
  const words = text.trim()
  useEffect(() => {
    if (!isOpen) return
    const abort = new AbortController()
    const timer = setTimeout(
      () => {
        callApi<{ sources: ListedSourceView[] }>('GET', `/api/sources?limit=${SHOWN}&q=${encodeURIComponent(words)}`, undefined, {
          signal: abort.signal,
        }).then(
          ({ sources }) =>
            setFound({
              words,
              sources: sources
                .filter((source) => !source.isHidden)
                .map((source) => ({
                  id: source.id,
                  name: cite(source),
                  isExact: isExactly(source, words),
                  isConfidential: source.confidential,
                }))
                .sort((a, b) => Number(b.isExact) - Number(a.isExact)),
            }),
          () => {
            // Offline, what was typed can still become a source.
            if (!abort.signal.aborted) setFound({ words, sources: [] })
          },
        )
      },
      words ? SEARCH_AFTER_MS : 0,
    )
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [words, isOpen])
  const isPending = isOpen && found?.words !== words
  const sources = found?.words === words ? found.sources : []
  if (words) {
    const isExact = sources.some((source) => 'id' in source && source.isExact)
    return { options: isExact ? sources : [...sources, { words, name: nameOfNew(words) }], isPending }
  }
  const last = readLast()
  if (!last) return { options: sources, isPending }
  // One's own last one needs no search.
  return { options: [last, ...sources.filter((one) => 'id' in one && 'id' in last && one.id !== last.id)], isPending: false }
}

/** Whether somebody gave a source's own address, DOI or title. */
function isExactly(source: ListedSourceView, words: string): boolean {
  const given = sourceFromWords(words)
  const same = (a: string | null | undefined, b: string | null | undefined) => Boolean(a && b && a.toLowerCase() === b.toLowerCase())
  return same(source.URL, given.URL) || same(source.DOI, given.DOI) || same(source.title, words)
}

function readLast(): Picked | null {
  try {
    return JSON.parse(localStorage.getItem(ownName(LAST)) ?? 'null') as Picked | null
  } catch {
    return null
  }
}

/** What is written about confidential sources lives as long as the page. */
const unwritten = new Map<string, Kept>()

function useKept(claimId: string): [Kept, (part: Partial<Kept>) => void, () => void] {
  const name = ownName(`draft.evidence-line-${claimId}`)
  const [kept, setKept] = useState<Kept>(NOTHING)
  useEffect(() => {
    try {
      setKept(unwritten.get(name) ?? { ...NOTHING, ...(JSON.parse(localStorage.getItem(name) ?? '{}') as Partial<Kept>) })
    } catch {
      setKept(NOTHING)
    }
  }, [name])
  const change = (part: Partial<Kept>) => {
    const next = { ...kept, ...part }
    setKept(next)
    const isSecret = next.picked !== null && 'id' in next.picked && Boolean(next.picked.isConfidential)
    unwritten.delete(name)
    if (isSecret) unwritten.set(name, next)
    keepInBrowser(name, isSecret ? null : JSON.stringify(next))
  }
  const clear = () => {
    unwritten.delete(name)
    keepInBrowser(name, null)
    setKept(NOTHING)
  }
  return [kept, change, clear]
}

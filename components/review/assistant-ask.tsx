'use client'

import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { ApiError, callApi, sentenceOf } from '@/components/api'
import { Dialog } from '@/components/ui/dialog'
import { inThousands } from '@/lib/core/text/in-thousands'
import type { TextRange } from '@/lib/core/text/range'

/** Words the assistant proposes; they stand word for word in what it was asked about. */
export interface Proposed extends TextRange {
  readonly quote: string
  /** In its words. */
  readonly why: string
  readonly page: number | null
}

/** Said when who may open an article, or what the assistant may see of it, was changed here. */
const ACCESS_CHANGED = 'tickmark:access-changed'

export function tellAccessChanged(): void {
  dispatchEvent(new Event(ACCESS_CHANGED))
}

type About =
  | { readonly kind: 'claims' }
  | { readonly kind: 'passages'; readonly claimId: string; readonly sourceId: string; readonly captureId: string }

interface WouldSend {
  readonly address: string
  readonly model: string
  /** Characters that are too much for one question. */
  readonly leftOut: number
  readonly parts: readonly { readonly hash: string; readonly instruction: string; readonly words: string }[]
}

interface Props {
  readonly articleId: string
  readonly about: About
  /** What was typed has to be on the server before it is asked about. */
  readonly onFlush?: () => Promise<void>
  readonly onProposed: (proposed: readonly Proposed[]) => void
  /** How many of its proposals nobody dealt with yet, where somebody counts them. */
  readonly left?: number
}

/**
 * A way to ask the assistant, where the desk has one: what would be sent and
 * where is shown first, and nothing is sent before somebody says so. Shows
 * nothing where there is none.
 */
export function AssistantAsk({ articleId, about, onFlush, onProposed, left }: Props) {
  const [known, setKnown] = useState<{ readonly assistant: unknown; readonly refusal: string | null } | null>(null)
  const [isOpen, setOpen] = useState(false)
  const [said, setSaid] = useState<string | null>(null)
  useEffect(() => {
    const read = () =>
      void callApi<{ assistant: unknown; refusal: string | null }>('GET', `/api/articles/${articleId}/assistant`).then(setKnown, () => {
        // Without an answer there is none to ask.
      })
    read()
    // Allowed or forbidden meanwhile: here, or by somebody else before one comes back to this window.
    addEventListener(ACCESS_CHANGED, read)
    addEventListener('focus', read)
    return () => {
      removeEventListener(ACCESS_CHANGED, read)
      removeEventListener('focus', read)
    }
  }, [articleId])
  // Where the dialog was closed without an answer, the focus goes back to what opened it.
  const hasFound = useRef(false)
  const first = useCallback(
    () => (hasFound.current ? document.querySelector<HTMLElement>(`[data-proposed="${about.kind}"]`) : null),
    [about.kind],
  )
  // At once, before the focus that went with the dialog is sent home.
  useLayoutEffect(() => {
    if (!isOpen) first()?.focus()
  }, [first, isOpen])
  if (!known?.assistant) return null
  if (known.refusal) return <p className="hint px-3 py-2">No assistant here: {known.refusal}</p>
  return (
    <div className="px-3 py-2">
      <button
        type="button"
        data-ask={about.kind}
        className="link text-start"
        onClick={() => {
          setSaid(null)
          hasFound.current = false
          setOpen(true)
        }}
      >
        {about.kind === 'claims' ? 'Ask the assistant for what the rules passed over …' : 'Ask the assistant for passages …'}
      </button>
      <p className="hint" role="status">
        {/* Once they are all dealt with, how many there were is no news. */}
        {left === 0 && hasFound.current ? null : said}
      </p>
      {isOpen ? (
        <AskDialog
          articleId={articleId}
          about={about}
          {...(onFlush ? { onFlush } : {})}
          onClose={() => setOpen(false)}
          first={first}
          onProposed={(proposed, told) => {
            hasFound.current = proposed.length > 0
            setOpen(false)
            setSaid(summaryOf(proposed.length, told))
            onProposed(proposed)
          }}
        />
      ) : null}
    </div>
  )
}

/** What came of asking besides proposals. */
interface Told {
  readonly dropped: number
  readonly leftOut: number
  /** Why the rest was not answered; null when all was. */
  readonly failure: string | null
}

function summaryOf(proposed: number, { dropped, leftOut, failure }: Told): string {
  return [
    proposed === 0 ? 'It proposed nothing.' : `It proposed ${proposed}.`,
    dropped > 0 ? `${dropped} more ${dropped === 1 ? 'is' : 'are'} not shown: not word for word in what was sent.` : '',
    failure ?? '',
    leftOut > 0 ? `${inThousands(leftOut)} characters were too much for one question, and were not asked about.` : '',
  ]
    .filter(Boolean)
    .join(' ')
}

interface DialogProps {
  readonly articleId: string
  readonly about: About
  readonly onFlush?: () => Promise<void>
  readonly onClose: () => void
  readonly first: () => HTMLElement | null
  readonly onProposed: (proposed: readonly Proposed[], told: Told) => void
}

function AskDialog({ articleId, about, onFlush, onClose, onProposed, first }: DialogProps) {
  const [shown, setShown] = useState<WouldSend | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [sending, setSending] = useState<number | null>(null)
  const [isCancelled, setCancelled] = useState(false)
  const asking = useRef<AbortController | null>(null)
  // What is read may be there before the dialog takes the focus, or after.
  const send = useRef<HTMLButtonElement | null>(null)
  const takeFocus = useCallback((button: HTMLButtonElement | null) => {
    send.current = button
    button?.focus()
  }, [])
  const flush = useRef(onFlush)
  flush.current = onFlush
  const question = JSON.stringify(about)
  const [looked, setLooked] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at again after the text changed
  useEffect(() => {
    let isWanted = true
    const look = async () => {
      try {
        await flush.current?.()
        const next = await callApi<WouldSend>(
          'POST',
          `/api/articles/${articleId}/assistant/questions`,
          { about: JSON.parse(question) },
          { isNoChange: true },
        )
        if (isWanted) setShown(next)
      } catch (error) {
        if (isWanted) setFailure(sentenceOf(error))
      }
    }
    void look()
    return () => {
      isWanted = false
      asking.current?.abort()
    }
  }, [articleId, question, looked])
  const ask = async ({ parts, leftOut }: WouldSend) => {
    const abort = new AbortController()
    asking.current = abort
    setFailure(null)
    setCancelled(false)
    const found: Proposed[] = []
    let dropped = 0
    let at = 0
    try {
      for (const [index, { hash }] of parts.entries()) {
        setSending(index)
        at = index
        const answer = await callApi<{ proposals: Proposed[]; dropped: number }>(
          'POST',
          `/api/articles/${articleId}/assistant`,
          { about, hash },
          { signal: abort.signal, isNoChange: true },
        )
        found.push(...answer.proposals)
        dropped += answer.dropped
      }
      onProposed(found, { dropped, leftOut, failure: null })
    } catch (error) {
      const why = abort.signal.aborted ? '' : error instanceof ApiError && error.code === 'already-done' ? LOST : sentenceOf(error)
      // What came before stays proposed, and what did not come is said.
      if (at > 0)
        onProposed(found, {
          dropped,
          leftOut,
          failure: `Request ${at + 1} of ${parts.length} was not answered, nor any after it. ${why}`.trim(),
        })
      else if (abort.signal.aborted) setCancelled(true)
      else {
        setFailure(why)
        // What is there to be looked at now.
        if (error instanceof ApiError && error.code === 'stale-version') setLooked((before) => before + 1)
      }
    } finally {
      setSending(null)
    }
  }
  const characters = shown?.parts.reduce((sum, part) => sum + part.instruction.length + part.words.length, 0) ?? 0
  return (
    <Dialog isOpen onClose={onClose} title="Ask the assistant" first={send} last={first} width="46rem">
      {failure ? (
        <p className="notice notice-bad mb-3" role="alert">
          {failure}
        </p>
      ) : null}
      {!shown ? (
        failure ? null : (
          <p className="hint">Reading what would be sent …</p>
        )
      ) : shown.parts.length === 0 ? (
        <p>
          {about.kind === 'claims' ? 'Every sentence has a claim, was waved away, or is suggested already.' : 'No words are kept of it.'}{' '}
          There is nothing to ask.
        </p>
      ) : (
        <>
          <p>
            This goes to <strong className="break-all">{shown.address}</strong> (model {shown.model}), and nothing else:{' '}
            {inThousands(characters)} characters
            {shown.parts.length > 1 ? ` in ${shown.parts.length} requests` : ''}. The history will tell that it was sent, by you.
            {shown.leftOut > 0 ? ` ${inThousands(shown.leftOut)} characters more are too much for one question.` : ''}
          </p>
          <div
            className="my-3 max-h-[45vh] overflow-y-auto border border-line bg-paper p-3"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: long text is scrolled by keyboard
            tabIndex={0}
            role="region"
            aria-label="What would be sent"
          >
            <p className="hint mb-2">{shown.parts[0]?.instruction}</p>
            {shown.parts.map((part) => (
              <p key={part.hash} className="mb-2 whitespace-pre-wrap border-t border-line pt-2 font-serif" dir="auto">
                {part.words}
              </p>
            ))}
          </div>
          <div className="flex flex-wrap items-center justify-end gap-2">
            <span className="hint mr-auto" role="status">
              {sending === null
                ? isCancelled
                  ? 'Cancelled. The words had left already; what it answers is not heard.'
                  : 'It only proposes. What it gives back is looked up word for word.'
                : shown.parts.length > 1
                  ? `Waiting for its answer: request ${sending + 1} of ${shown.parts.length} …`
                  : 'Waiting for its answer …'}
            </span>
            {sending === null ? (
              <>
                <button type="button" className="button" onClick={onClose}>
                  Do not send
                </button>
                <button ref={takeFocus} type="button" className="button button-primary" onClick={() => void ask(shown)}>
                  Send this
                </button>
              </>
            ) : (
              <button type="button" className="button" onClick={() => asking.current?.abort()}>
                Cancel
              </button>
            )}
          </div>
        </>
      )}
    </Dialog>
  )
}

const LOST = 'The connection broke while the assistant was asked. What it answered is lost; ask again.'

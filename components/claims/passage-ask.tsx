'use client'

import { useRef, useState } from 'react'
import { AssistantAsk, type Proposed } from '@/components/review/assistant-ask'

interface Props {
  readonly articleId: string
  readonly claimId: string
  readonly sourceId: string
  readonly captureId: string
  /** Takes a passage as the quote, with the page it stands on. */
  readonly onQuote: (quote: string, page: number | null) => void
}

/** Passages of a kept text that the assistant finds to bear on a claim; each stands in it word for word. Arrows go through them, Enter takes one as the quote. */
export function PassageAsk({ articleId, claimId, sourceId, captureId, onQuote }: Props) {
  const [found, setFound] = useState<readonly Proposed[]>([])
  const list = useRef<HTMLUListElement>(null)
  return (
    <>
      <AssistantAsk
        articleId={articleId}
        about={{ kind: 'passages', claimId, sourceId, captureId }}
        onProposed={(all) => setFound(all.filter((one, index) => all.findIndex(({ quote }) => quote === one.quote) === index))}
      />
      {found.length > 0 ? (
        <ul ref={list} aria-label="Passages the assistant proposes">
          {found.map((one, at) => (
            <li key={one.quote} className="border-t border-line">
              <button
                type="button"
                data-proposed="passages"
                className="grid w-full gap-0.5 px-2 py-1 text-start hover:bg-accent-wash focus-visible:bg-accent-wash"
                onClick={() => {
                  setFound([])
                  onQuote(one.quote, one.page)
                }}
                onKeyDown={(event) => {
                  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
                  if (step === 0) return
                  event.preventDefault()
                  list.current?.querySelectorAll('button')[at + step]?.focus()
                }}
              >
                <span className="font-serif" dir="auto">
                  {one.quote} {one.page ? <span className="hint font-sans">page {one.page}</span> : null}
                </span>
                {one.why ? (
                  <span className="hint" dir="auto">
                    It says: {one.why}
                  </span>
                ) : null}
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  )
}

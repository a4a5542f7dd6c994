'use client'

import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import { callApi, sentenceOf } from '@/components/api'
import { Time } from '@/components/ui/time'
import { LINK_STATE_LABELS } from '@/lib/core/evidence/link-check'
import type { DiffPart } from '@/lib/core/text/diff-words'
import type { LinkCheckView, NewLinkCheckView } from '@/lib/server/present/link-check'

interface Props {
  readonly sourceId: string
  readonly address: string
  readonly last: LinkCheckView | null
  readonly canCheck: boolean
}

/** Whether a source's address still leads where it did, asked for by a person each time. */
export function LinkCheck({ sourceId, address, last, canCheck }: Props) {
  const router = useRouter()
  const [made, setMade] = useState<NewLinkCheckView | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const asking = useRef<AbortController | null>(null)
  const check = async () => {
    const abort = new AbortController()
    asking.current = abort
    setBusy(true)
    setProblem(null)
    try {
      setMade(await callApi<NewLinkCheckView>('POST', `/api/sources/${sourceId}/link-checks`, {}, { signal: abort.signal }))
      router.refresh()
    } catch (error) {
      if (!abort.signal.aborted) setProblem(sentenceOf(error))
    } finally {
      setBusy(false)
    }
  }
  const shown = made ?? last
  return (
    <section aria-labelledby="link-check" className="mb-6 grid gap-2">
      <h2 id="link-check" className="text-lg font-semibold">
        Its address
      </h2>
      <div role="status" className="grid gap-1">
        {isBusy ? (
          <p>Asking the site …</p>
        ) : shown ? (
          <Found check={shown} address={address} />
        ) : (
          <p className="text-soft">Not checked yet.</p>
        )}
      </div>
      {made && made.changes.length > 0 ? <Changes parts={made.changes} /> : null}
      <div role="alert">{problem ? <p className="notice notice-bad">{problem}</p> : null}</div>
      {canCheck ? (
        <p>
          {isBusy ? (
            <button type="button" className="button" onClick={() => asking.current?.abort()}>
              Cancel
            </button>
          ) : (
            <button type="button" className="button" onClick={() => void check()}>
              Check the link
            </button>
          )}
        </p>
      ) : null}
    </section>
  )
}

function Found({ check, address }: { check: LinkCheckView; address: string }) {
  const isBad = check.state === 'gone' || check.state === 'unreachable'
  return (
    <>
      <p>
        <strong className={isBad ? 'text-wrong' : check.state === 'moved' || check.content === 'changed' ? 'text-stale' : 'text-checked'}>
          <span aria-hidden>{isBad ? '✗' : check.state === 'alive' && check.content !== 'changed' ? '✓' : '~'} </span>
          {LINK_STATE_LABELS[check.state]}
          {check.status !== null && check.status !== 200 ? ` (${check.status})` : ''}
        </strong>
        {check.content === 'same' ? ', and says what the kept copy says' : ''}
        {check.content === 'changed' ? ', and says something else than the kept copy' : ''}
        {check.state === 'moved' && check.address !== address ? `: ${check.address}` : ''}
        <span className="hint">
          {' '}
          · <Time at={check.at} />, {check.by.name}
        </span>
      </p>
      {check.lostQuotes.length > 0 ? (
        <p className="text-wrong">
          {check.lostQuotes.length === 1 ? 'One quote' : `${check.lostQuotes.length} quotes`} from it no longer{' '}
          {check.lostQuotes.length === 1 ? 'stands' : 'stand'} there: see the claims below.
        </p>
      ) : null}
    </>
  )
}

function Changes({ parts }: { parts: readonly DiffPart[] }) {
  return (
    <div className="card max-h-72 overflow-y-auto p-4 font-serif whitespace-pre-wrap" dir="auto">
      {parts.map((part, index) => {
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, drawn once
        if (part.kind === 'same') return <span key={index}>{part.text}</span>
        const Tag = part.kind === 'added' ? 'ins' : 'del'
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, drawn once
          <Tag key={index} className={part.kind === 'added' ? 'bg-good-wash font-semibold text-checked no-underline' : 'text-wrong'}>
            {part.text}
          </Tag>
        )
      })}
    </div>
  )
}

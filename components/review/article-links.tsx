'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import { callApi, sentenceOf } from '@/components/api'
import { Time } from '@/components/ui/time'
import { claimName } from '@/lib/core/claim/claim'
import { LINK_STATE_LABELS } from '@/lib/core/evidence/link-check'
import type { ArticleSourceView } from '@/lib/server/present/article-source'

/** The sources an article rests on, and whether their addresses still lead where they did: asked for by a person, one after the other. */
export function ArticleLinks({ sources, canCheck }: { sources: readonly ArticleSourceView[]; canCheck: boolean }) {
  const router = useRouter()
  const [done, setDone] = useState<number | null>(null)
  const [problems, setProblems] = useState<readonly string[]>([])
  const asking = useRef<AbortController | null>(null)
  const linked = sources.filter(({ source }) => source.URL && !source.isHidden)
  const check = async () => {
    const abort = new AbortController()
    asking.current = abort
    setProblems([])
    for (const [index, { source }] of linked.entries()) {
      setDone(index)
      try {
        await callApi('POST', `/api/sources/${source.id}/link-checks`, {}, { signal: abort.signal })
      } catch (error) {
        if (abort.signal.aborted) break
        setProblems((all) => [...all, `${source.title}: ${sentenceOf(error)}`])
      }
    }
    setDone(null)
    router.refresh()
  }
  return (
    <section aria-labelledby="links-title" className="mb-8 grid gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <h2 id="links-title" className="font-semibold">
          Sources
        </h2>
        {canCheck && linked.length > 0 ? (
          done === null ? (
            <button type="button" className="button button-small" onClick={() => void check()}>
              {linked.length === 1 ? 'Check the address' : `Check all ${linked.length} addresses`}
            </button>
          ) : (
            <button type="button" className="button button-small" onClick={() => asking.current?.abort()}>
              Stop
            </button>
          )
        ) : null}
        <p className="hint" role="status">
          {done === null ? '' : `Asking ${done + 1} of ${linked.length} …`}
        </p>
      </div>
      {problems.length > 0 ? (
        <ul className="notice notice-bad" role="alert">
          {problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      ) : null}
      {sources.length === 0 ? (
        <p className="text-soft">No claim rests on a source yet.</p>
      ) : (
        <ul className="card divide-y divide-line">
          {sources.map(({ source, claims, lastCheck }) => {
            const lost = claims.filter((claim) => claim.quoteIsLost)
            return (
              <li key={source.id} className="flex flex-wrap items-baseline gap-x-3 gap-y-1 px-4 py-2">
                <Link className="link min-w-0 flex-1 basis-72" href={`/sources/${source.id}`} dir="auto">
                  {source.title}
                </Link>
                <span className="hint tabular">{claims.map((claim) => claimName(claim.number)).join(', ')}</span>
                <LastCheck check={lastCheck} hasAddress={source.URL !== null} />
                {lost.length > 0 ? (
                  <strong className="basis-full text-wrong">
                    ✗ Its quote no longer stands there: {lost.map((claim) => claimName(claim.number)).join(', ')}
                  </strong>
                ) : null}
              </li>
            )
          })}
        </ul>
      )}
    </section>
  )
}

function LastCheck({ check, hasAddress }: { check: ArticleSourceView['lastCheck']; hasAddress: boolean }) {
  if (!check) return <span className="hint">{hasAddress ? 'address not checked' : 'no address'}</span>
  const isBad = check.state === 'gone' || check.state === 'unreachable'
  const isOther = check.state === 'moved' || check.content === 'changed'
  return (
    <span className={isBad ? 'text-wrong' : isOther ? 'text-stale' : 'text-checked'}>
      <span aria-hidden>{isBad ? '✗' : isOther ? '~' : '✓'} </span>
      {LINK_STATE_LABELS[check.state]}
      {check.content === 'changed' ? ', changed since it was kept' : ''}{' '}
      <span className="hint">
        <Time at={check.at} />
      </span>
    </span>
  )
}

'use client'

import { useEffect, useState } from 'react'
import { callApi } from '@/components/api'
import { LookSign } from '@/components/review/look-sign'
import { Time } from '@/components/ui/time'
import { useAct } from '@/components/ui/use-act'
import { claimName } from '@/lib/core/claim/claim'
import { type ClaimAxes, describeAxes, lookOf } from '@/lib/core/claim/look'
import type { ClaimView } from '@/lib/server/present/claim'

interface Before extends ClaimAxes {
  readonly id: string
  readonly number: number
  readonly quote: string
  readonly decidedAt: string | null
  readonly evidenceCount: number
  readonly article: { readonly id: string; readonly title: string }
}

/** How long a claim is open before the archive is asked, in ms: who goes through claims by key asks for none of them. */
const ASK_AFTER_MS = 500

interface Props {
  readonly claim: ClaimView
  /** Claims that the panel shows already. */
  readonly besides: ReadonlySet<string>
  readonly canTake: boolean
  readonly onTaken: () => void
}

/** Claims like this one that were decided before, elsewhere: what was found, how old, and on how many sources. */
export function ClaimCheckedBefore({ claim, besides, canTake, onTaken }: Props) {
  const { act, isBusy } = useAct(onTaken)
  const [found, setFound] = useState<readonly Before[]>([])
  const words = claim.statement ?? claim.quote
  useEffect(() => {
    const abort = new AbortController()
    const timer = setTimeout(() => {
      const query = new URLSearchParams({ text: words.slice(0, 2_000), not: claim.id })
      callApi<{ claims: readonly Before[] }>('GET', `/api/checked-before?${query}`, undefined, { signal: abort.signal }).then(
        ({ claims }) => setFound(claims),
        // It is help; a claim is checked without.
        () => {},
      )
    }, ASK_AFTER_MS)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [words, claim.id])
  const shown = found.filter((one) => !besides.has(one.id))
  if (shown.length === 0) return null
  const take = (from: Before) =>
    act(
      callApi('POST', `/api/claims/${claim.id}/taken-evidence`, { from: from.id }),
      'Taken over, to be confirmed: look at each source again.',
    )
  return (
    <section aria-label="Checked before" className="grid gap-2 border-t border-line pt-3 text-[0.93rem]">
      <h3 className="font-semibold">Checked before</h3>
      <ul className="grid gap-2.5">
        {shown.map((one) => (
          <li key={one.id} className="grid gap-0.5">
            <p className="flex flex-wrap items-baseline gap-x-2">
              <LookSign look={lookOf(one)} isNamed={false} />
              <a className="link tabular font-semibold" href={`/articles/${one.article.id}?claim=${one.number}`}>
                {claimName(one.number)}
              </a>
              <span className={`look-${lookOf(one)} font-medium`}>{describeAxes(one)}</span>
              <span className="hint">
                {one.article.title}
                {one.decidedAt ? (
                  <>
                    , <Time at={one.decidedAt} />
                  </>
                ) : null}
              </span>
            </p>
            <p className="line-clamp-3 font-serif" dir="auto">
              {one.quote}
            </p>
            {canTake && one.evidenceCount > 0 ? (
              <button
                type="button"
                className="link justify-self-start text-[0.86rem]"
                disabled={isBusy}
                aria-label={`Take the evidence of ${claimName(one.number)}, ${one.article.title}`}
                onClick={() => void take(one)}
              >
                Take its evidence ({one.evidenceCount}), to be confirmed
              </button>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )
}

'use client'

import dynamic from 'next/dynamic'
import { WordDiff } from '@/components/review/word-diff'
import type { Patch } from '@/components/session/claim-outbox'
import { Time } from '@/components/ui/time'
import type { ClaimView } from '@/lib/server/present/claim'

// The words that turn a sentence are many; they come with the first claim that asks why.
const ContextReasons = dynamic(() => import('@/components/claims/context-reasons').then((one) => one.ContextReasons), { ssr: false })

interface Props {
  readonly claim: ClaimView
  readonly canDecide: boolean
  readonly canMove: boolean
  readonly onSave: (patch: Patch) => void
  readonly onPlace: () => void
}

/** What became of the words since the decision, who did it, when, and what can be done. */
export function FreshnessNotice({ claim, canDecide, canMove, onSave, onPlace }: Props) {
  if (claim.freshness === 'fresh') return null
  const by = claim.change ? (
    <p className="hint">
      {claim.change.by?.name ?? 'Somebody'}, <Time at={claim.change.at} />, version {claim.change.version}
    </p>
  ) : null
  if (claim.freshness === 'orphaned')
    return (
      <div className="notice grid gap-2">
        <p>
          <strong>These words are not in the article any more.</strong> What was noted is kept.
        </p>
        {claim.decision && claim.decision.quote !== claim.quote ? <p className="font-serif">Decided on: {claim.decision.quote}</p> : null}
        {by}
        <div className="flex flex-wrap gap-2">
          {canMove ? (
            <button type="button" className="button button-small" onClick={onPlace}>
              Put it on other words …
            </button>
          ) : null}
          {canDecide && claim.state !== 'cut' ? (
            <button type="button" className="button button-small" onClick={() => onSave({ state: 'cut' })}>
              Record as cut from copy
            </button>
          ) : null}
        </div>
      </div>
    )
  if (claim.freshness === 'reworded')
    return (
      <details className="hint">
        <summary className="cursor-pointer">Reworded around it; what it states is the same, and it still counts as checked.</summary>
        <div className="mt-2 grid gap-2">
          <p>
            <WordDiff before={claim.decision?.sentence ?? ''} after={claim.sentence} />
          </p>
          {by}
        </div>
      </details>
    )
  return (
    <div className="notice grid gap-2">
      {claim.freshness === 'stale' ? (
        <>
          <p>
            <strong>The words changed after the decision.</strong>
          </p>
          <p>
            <WordDiff before={claim.decision?.quote ?? ''} after={claim.quote} />
          </p>
        </>
      ) : (
        <>
          <p>
            <strong>The sentence around these words changed after the decision</strong>:{' '}
            <ContextReasons before={claim.decision?.sentence ?? ''} after={claim.sentence} />.
          </p>
          <p>
            <WordDiff before={claim.decision?.sentence ?? ''} after={claim.sentence} />
          </p>
        </>
      )}
      {by}
      {canDecide && claim.outcome ? (
        <div className="flex flex-wrap gap-2">
          <button id="claim-reconfirm" type="button" className="button button-small" onClick={() => onSave({ outcome: claim.outcome })}>
            Re-confirm <span className="kbd">R</span>
          </button>
          <button id="claim-reopen" type="button" className="button button-small" onClick={() => onSave({ state: 'in-progress' })}>
            Reopen <span className="kbd">U</span>
          </button>
        </div>
      ) : null}
    </div>
  )
}

'use client'

import type { ClaimView } from '@/lib/server/present/claim'

interface Props {
  readonly claim: ClaimView
  readonly onStretch: (claim: ClaimView, edge: 'start' | 'end', direction: 1 | -1) => void
  readonly onPlace: (claim: ClaimView) => void
}

const STRETCHES: readonly (readonly ['start' | 'end', 1 | -1, string, string])[] = [
  ['start', -1, '⇤ +', 'Begin one word earlier'],
  ['start', 1, '⇥ −', 'Begin one word later'],
  ['end', -1, '− ⇤', 'End one word earlier'],
  ['end', 1, '+ ⇥', 'End one word later'],
]

/** Moves the edges of a claim by words, or the whole claim to others. */
export function ClaimRange({ claim, onStretch, onPlace }: Props) {
  return (
    <div className="flex flex-wrap items-center gap-1">
      <span className="mr-1">Range</span>
      {STRETCHES.map(([edge, direction, sign, does]) => (
        <button
          key={does}
          type="button"
          className="button button-small"
          onClick={() => onStretch(claim, edge, direction)}
          aria-label={does}
          title={does}
        >
          {sign}
        </button>
      ))}
      <button type="button" className="button button-small" onClick={() => onPlace(claim)}>
        Other words …
      </button>
    </div>
  )
}

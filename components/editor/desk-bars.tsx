'use client'

import { claimName } from '@/lib/core/claim/claim'

/** The part of the desk a phone shows. */
export type DeskPlace = 'list' | 'page' | 'claim'

const PLACES: readonly (readonly [DeskPlace, string])[] = [
  ['list', 'Claims'],
  ['page', 'Article'],
  ['claim', 'Claim'],
]

/** On a phone, one part of the desk at a time. */
export function DeskTabs({ place, onPlace }: { place: DeskPlace; onPlace: (place: DeskPlace) => void }) {
  return (
    <div role="tablist" aria-label="Parts of the desk" className="no-print flex border-b border-line bg-paper md:hidden">
      {PLACES.map(([one, label]) => (
        <button
          key={one}
          type="button"
          role="tab"
          aria-selected={place === one}
          className={`flex-1 py-2 font-medium ${place === one ? 'border-b-2 border-accent text-accent' : 'text-soft'}`}
          onClick={() => onPlace(one)}
        >
          {label}
        </button>
      ))}
    </div>
  )
}

/** While a claim is being put on other words. */
export function PlacingBar({ number, onPut, onLeave }: { number: number; onPut: () => void; onLeave: () => void }) {
  return (
    <div className="no-print flex items-center gap-3 border-b border-line bg-accent-wash px-4 py-2" role="status">
      <span>
        Select the words {claimName(number)} shall be on, then press <span className="kbd">Ctrl/⌘ Alt M</span>
      </span>
      <button
        type="button"
        className="button button-small button-primary"
        // The selection must stay while the button is pressed.
        onMouseDown={(event) => event.preventDefault()}
        onClick={onPut}
      >
        Put it there
      </button>
      <button type="button" className="button button-small" onClick={onLeave}>
        Leave it
      </button>
    </div>
  )
}

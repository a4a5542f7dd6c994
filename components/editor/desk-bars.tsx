'use client'

import { claimName } from '@/lib/core/claim/claim'

/** What a phone shows: the list or the article, over which the claim at hand comes up as a sheet. */
export type DeskPlace = 'list' | 'page' | 'claim'

const PLACES: readonly (readonly ['list' | 'page', string])[] = [
  ['page', 'Article'],
  ['list', 'Claims'],
]

/** On a phone, one part of the desk at a time. */
export function DeskTabs({ place, onPlace }: { place: DeskPlace; onPlace: (place: DeskPlace) => void }) {
  return (
    <div role="tablist" aria-label="Parts of the desk" className="segmented md:hidden">
      {PLACES.map(([one, label]) => {
        const isHere = (place === 'list') === (one === 'list')
        return (
          <button
            key={one}
            type="button"
            role="tab"
            aria-selected={isHere}
            tabIndex={isHere ? 0 : -1}
            onClick={() => onPlace(one)}
            onKeyDown={(event) => {
              if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
              event.preventDefault()
              onPlace(one === 'list' ? 'page' : 'list')
              const other = event.currentTarget.nextElementSibling ?? event.currentTarget.previousElementSibling
              ;(other as HTMLElement | null)?.focus()
            }}
          >
            {label}
          </button>
        )
      })}
    </div>
  )
}

/** On a phone, the way out of the claim that came up over the article. */
export function SheetHandle({ onClose }: { onClose: () => void }) {
  return (
    <div className="sticky top-0 z-10 flex justify-end border-b border-line bg-raised px-2 py-1 md:hidden">
      <button type="button" className="button button-quiet button-small" onClick={onClose}>
        Back to the text
      </button>
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

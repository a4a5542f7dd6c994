'use client'

import { useEffect, useRef } from 'react'
import { type ClaimStore, useClaims } from '@/components/claims/claim-store'
import { LookSign } from '@/components/review/look-sign'
import { claimName } from '@/lib/core/claim/claim'
import { lookOf } from '@/lib/core/claim/look'

interface Props {
  readonly store: ClaimStore
  readonly ids: readonly string[]
  readonly at: { readonly x: number; readonly y: number }
  readonly onPick: (id: string) => void
  readonly onClose: () => void
}

/** Where claims overlap, a click offers all of them. */
export function ClaimChooser({ store, ids, at, onPick, onClose }: Props) {
  const { byId } = useClaims(store)
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    list.current?.querySelector('button')?.focus()
    const onDown = (event: MouseEvent) => {
      if (!list.current?.contains(event.target as Node)) onClose()
    }
    addEventListener('mousedown', onDown)
    return () => removeEventListener('mousedown', onDown)
  }, [onClose])
  const move = (step: 1 | -1) => {
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])]
    const now = buttons.indexOf(document.activeElement as HTMLButtonElement)
    buttons[(now + step + buttons.length) % buttons.length]?.focus()
  }
  return (
    <ul
      ref={list}
      aria-label="Claims on these words"
      className="card fade-in fixed z-40 grid w-80 gap-0.5 p-1 shadow-xl"
      style={{ left: Math.min(at.x, innerWidth - 340), top: Math.min(at.y + 12, innerHeight - 60 * ids.length - 20) }}
      onKeyDown={(event) => {
        if (event.key === 'ArrowDown') move(1)
        else if (event.key === 'ArrowUp') move(-1)
        else if (event.key === 'Escape') onClose()
        else return
        event.preventDefault()
        event.stopPropagation()
      }}
    >
      {ids.map((id) => {
        const claim = byId.get(id)
        if (!claim) return null
        return (
          <li key={id}>
            <button
              type="button"
              className="flex w-full items-baseline gap-2 rounded-md px-2 py-1.5 text-start hover:bg-accent-wash focus:bg-accent-wash"
              onClick={() => onPick(id)}
            >
              <LookSign look={lookOf(claim)} />
              <span className="tabular shrink-0 font-semibold">{claimName(claim.number)}</span>
              <span className="line-clamp-2 font-serif">{claim.quote}</span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}

'use client'

import { useCallback, useEffect, useState } from 'react'

/** The name something of this person's has in the browser's store: two people at one browser never see, or send, each other's. */
export function ownName(key: string): string {
  const person = typeof document === 'undefined' ? '' : (document.querySelector<HTMLElement>('[data-person]')?.dataset.person ?? '')
  return `tickmark.${person}.${key}`
}

interface Kept {
  readonly text: string
  /** What stood there when the person began. */
  readonly base: string
}

export interface Draft {
  readonly text: string
  /** What stood there when the person began to write; what stands there now while nothing is being written. */
  readonly base: string
  readonly write: (text: string) => void
  readonly clear: () => void
}

/**
 * Text being written, kept in this browser until it is saved or given up: it
 * survives Escape, a reload and a lost session, and remembers over what it was
 * written, so that it is never saved over somebody else's newer words unseen.
 */
export function useDraft(key: string, initial = ''): Draft {
  const name = ownName(`draft.${key}`)
  const [kept, setKept] = useState<Kept | null>(null)
  useEffect(() => {
    adoptEarlier(key, name)
    setKept(readKept(name))
  }, [key, name])
  const write = useCallback(
    (text: string) => {
      setKept((before) => {
        const next = { text, base: before?.base ?? initial }
        // Nothing is kept of what stands there anyway.
        if (text === next.base && text === initial) {
          localStorage.removeItem(name)
          return null
        }
        localStorage.setItem(name, JSON.stringify(next))
        return next
      })
    },
    [name, initial],
  )
  const clear = useCallback(() => {
    localStorage.removeItem(name)
    setKept(null)
  }, [name])
  return { text: kept?.text ?? initial, base: kept?.base ?? initial, write, clear }
}

/** What an earlier version kept without saying whose it is: it is taken over once, by who comes first. */
function adoptEarlier(key: string, name: string): void {
  const earlier = localStorage.getItem(`tickmark.draft.${key}`)
  if (earlier === null) return
  if (localStorage.getItem(name) === null) localStorage.setItem(name, earlier)
  localStorage.removeItem(`tickmark.draft.${key}`)
}

function readKept(name: string): Kept | null {
  const stored = localStorage.getItem(name)
  if (stored === null) return null
  try {
    const kept = JSON.parse(stored) as Partial<Kept> | null
    if (typeof kept?.text === 'string' && typeof kept.base === 'string') return { text: kept.text, base: kept.base }
  } catch {
    // Written by an earlier version: the text alone.
  }
  return { text: stored, base: '' }
}

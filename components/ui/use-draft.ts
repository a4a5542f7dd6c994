'use client'

import { useCallback, useEffect, useRef, useState } from 'react'

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
  /** Gives up what is being written. */
  readonly clear: () => void
  /** It was sent and is a thing of its own: only words typed behind it meanwhile stay. */
  readonly sent: (words: string) => void
  /** It was saved and stands there now: what was typed meanwhile stays, as a change of it. */
  readonly saved: (words: string) => void
}

/** Longer texts are not kept in the browser, in UTF-16 units: its store holds a few millions for everything. */
const KEPT_MAX = 200_000

/** Keeps something in the browser's store, as far as there is room. Says whether it did. */
export function keepInBrowser(name: string, value: string | null): boolean {
  try {
    if (value === null) localStorage.removeItem(name)
    else localStorage.setItem(name, value)
    return true
  } catch {
    // Full, or kept from pages: what is written stays on the screen.
    return false
  }
}

/**
 * Text being written, kept in this browser until it is saved or given up: it
 * survives Escape, a reload and a lost session, and remembers over what it was
 * written, so that it is never saved over somebody else's newer words unseen.
 */
export function useDraft(key: string, initial = ''): Draft {
  const name = ownName(`draft.${key}`)
  const [kept, setShown] = useState<Kept | null>(null)
  // What stands there now, for an answer that comes when more was typed.
  const now = useRef<Kept | null>(null)
  const setKept = useCallback(
    (next: Kept | null) => {
      now.current = next
      setShown(next)
      keepInBrowser(name, next === null || next.text.length > KEPT_MAX ? null : JSON.stringify(next))
    },
    [name],
  )
  useEffect(() => {
    adoptEarlier(key, name)
    now.current = readKept(name)
    setShown(now.current)
  }, [key, name])
  const write = useCallback(
    (text: string) => {
      const base = now.current?.base ?? initial
      // Nothing is kept of what stands there anyway.
      setKept(text === base && text === initial ? null : { text, base })
    },
    [setKept, initial],
  )
  const clear = useCallback(() => setKept(null), [setKept])
  const sent = useCallback(
    (words: string) => {
      const text = now.current?.text ?? words
      const left = text.startsWith(words) ? text.slice(words.length).trimStart() : text
      setKept(left === '' ? null : { text: left, base: '' })
    },
    [setKept],
  )
  const saved = useCallback(
    (words: string) => {
      const text = now.current?.text ?? words
      setKept(text === words ? null : { text, base: words.trim() })
    },
    [setKept],
  )
  return { text: kept?.text ?? initial, base: kept?.base ?? initial, write, clear, sent, saved }
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

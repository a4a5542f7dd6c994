'use client'

import { useCallback, useEffect, useState } from 'react'

/** Text being written, kept in this browser until it is saved or given up: it survives a reload and a lost session. */
export function useDraft(key: string, initial = ''): [string, (text: string) => void, () => void] {
  const name = `tickmark.draft.${key}`
  const [text, setText] = useState(initial)
  useEffect(() => {
    setText(localStorage.getItem(name) ?? initial)
  }, [name, initial])
  const write = useCallback(
    (next: string) => {
      setText(next)
      if (next === '' || next === initial) localStorage.removeItem(name)
      else localStorage.setItem(name, next)
    },
    [name, initial],
  )
  const clear = useCallback(() => {
    localStorage.removeItem(name)
    setText(initial)
  }, [name, initial])
  return [text, write, clear]
}

/** Gives up what was being written for a field. */
export function dropDraft(key: string): void {
  localStorage.removeItem(`tickmark.draft.${key}`)
}

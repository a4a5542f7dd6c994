'use client'

import { useEffect } from 'react'

/** J and K go through the rows of the board; Enter opens one, as on any link. */
export function BoardKeys() {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement
      const isLetter = ['j', 'k'].includes(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey
      if (!isLetter || event.isComposing || target.closest('input, select, textarea, [role="menu"], [role="dialog"]')) return
      const rows = [...document.querySelectorAll<HTMLElement>('[data-board-row]')]
      if (rows.length === 0) return
      event.preventDefault()
      const at = rows.indexOf(document.activeElement as HTMLElement)
      const next = event.key === 'j' ? Math.min(rows.length - 1, at + 1) : Math.max(0, at - 1)
      rows[next]?.focus()
      rows[next]?.scrollIntoView({ block: 'nearest' })
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
  return null
}

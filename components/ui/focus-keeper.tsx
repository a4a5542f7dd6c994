'use client'

import { useEffect } from 'react'

/**
 * When what had the focus goes away or is switched off, the page has it, and
 * not its body, where the next Tab would begin at the very top.
 */
export function FocusKeeper() {
  useEffect(() => {
    const page = document.getElementById('main')
    if (!page) return
    let last: HTMLElement | null = null
    const remember = (event: FocusEvent) => {
      last = event.target as HTMLElement
    }
    const look = () => {
      if (document.activeElement !== document.body || !last || document.querySelector('[role="dialog"], [role="menu"]')) return
      if (!last.isConnected || last.matches(':disabled')) page.focus({ preventScroll: true })
    }
    // Focus that goes with a closing dialog or menu is given back a frame later.
    const later = () => requestAnimationFrame(() => requestAnimationFrame(look))
    const observer = new MutationObserver(later)
    observer.observe(page, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled'] })
    addEventListener('focusin', remember)
    return () => {
      observer.disconnect()
      removeEventListener('focusin', remember)
    }
  }, [])
  return null
}

import { type RefObject, useEffect } from 'react'
import { focusHome } from '@/components/editor/desk-mode'

/**
 * Focus has a plan: when what had it goes away or is switched off, it goes home
 * and not to the page's body, where the next Tab would begin at the top. Looks
 * at what changes beside the text, never at the text.
 */
export function useFocusPlan(parts: readonly RefObject<HTMLElement | null>[], shown: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: which parts there are, `shown` says
  useEffect(() => {
    let last: HTMLElement | null = null
    const remember = (event: FocusEvent) => {
      last = event.target as HTMLElement
    }
    const look = () => {
      if (document.activeElement !== document.body || !last) return
      const isLost = !last.isConnected || last.matches(':disabled') || last.closest('[hidden], [inert]') !== null
      if (isLost) focusHome()
    }
    const observer = new MutationObserver(look)
    for (const part of parts)
      if (part.current)
        observer.observe(part.current, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled', 'hidden'] })
    addEventListener('focusin', remember)
    return () => {
      observer.disconnect()
      removeEventListener('focusin', remember)
      // The part itself went away with the focus in it.
      requestAnimationFrame(look)
    }
  }, [shown])
}

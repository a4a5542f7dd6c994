'use client'

import type { Editor } from '@tiptap/core'
import { useEffect, useRef } from 'react'
import type { AsideView } from '@/components/claims/desk-aside'

interface DeskKeys {
  readonly onNext: () => void
  readonly onPrevious: () => void
  readonly onClaim: () => void
  readonly onKeys: () => void
  readonly onSearch: () => void
  readonly onAuthorship: () => void
  readonly onAside: (view: AsideView) => void
  readonly onToggleList: () => void
  readonly onTogglePanel: () => void
  readonly onClose: () => void
  readonly onToText: () => void
  readonly editor: Editor | null
}

const SETTING = 'tickmark.single-keys'

/** Single-letter keys can be switched off (WCAG 2.1.4); everything they do is also a button. */
export function areSingleKeysOn(): boolean {
  return localStorage.getItem(SETTING) !== 'off'
}

export function setSingleKeys(isOn: boolean): void {
  localStorage.setItem(SETTING, isOn ? 'on' : 'off')
}

/** Fields of the claim panel that a letter goes to. */
const FIELD_KEYS: Readonly<Record<string, string>> = {
  t: 'claim-type',
  p: 'claim-priority',
  s: 'claim-state',
  o: 'claim-outcome',
  f: 'claim-confidence',
  a: 'claim-assignee',
  n: 'claim-note',
}

/** Buttons of the claim panel that a letter presses. */
const BUTTON_KEYS: Readonly<Record<string, string>> = {
  e: 'claim-add-evidence',
  x: 'claim-confirm',
  r: 'claim-reconfirm',
  u: 'claim-reopen',
  w: 'claim-correct',
}

/** The keys of the desk. Letters work only outside text fields and the text itself. */
export function useDeskKeys(keys: DeskKeys): void {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const now = latest.current
      if (document.querySelector('[role="dialog"]')) return
      const isMod = event.ctrlKey || event.metaKey
      const letter = event.key.toLowerCase()
      const take = (action: () => void) => {
        event.preventDefault()
        event.stopPropagation()
        action()
      }
      if (isMod && event.altKey && (letter === 'm' || event.code === 'KeyM')) return take(now.onClaim)
      if (event.altKey && !isMod && !event.shiftKey && event.key === 'ArrowDown') return take(now.onNext)
      if (event.altKey && !isMod && !event.shiftKey && event.key === 'ArrowUp') return take(now.onPrevious)
      if (isMod && event.key === '/') return take(now.onKeys)
      const target = event.target as HTMLElement
      if (event.key === 'Escape') {
        // Out of the text or a field first; then what is open closes.
        if (isWriting(target) || target.tagName === 'SELECT') return take(() => target.blur())
        return now.onClose()
      }
      if (isMod || event.altKey || isWriting(target) || target.tagName === 'SELECT' || !areSingleKeysOn()) return
      switch (event.key) {
        case 'j':
        case 'J':
          return take(now.onNext)
        case 'k':
        case 'K':
          return take(now.onPrevious)
        case 'c':
        case 'C':
          return take(now.onClaim)
        case '?':
          return take(now.onKeys)
        case '/':
          return take(now.onSearch)
        case '[':
          return take(now.onToggleList)
        case ']':
          return take(now.onTogglePanel)
        case 'i':
          return take(now.onToText)
        case 'b':
          return take(now.onAuthorship)
        case 'y':
          return take(() => now.onAside('tray'))
        case 'g':
          return take(() => now.onAside('changes'))
      }
      const field = FIELD_KEYS[letter]
      if (field) return take(() => document.getElementById(field)?.focus())
      const button = BUTTON_KEYS[letter]
      if (button) return take(() => document.getElementById(button)?.click())
    }
    addEventListener('keydown', onKey, { capture: true })
    return () => removeEventListener('keydown', onKey, { capture: true })
  }, [])
}

function isWriting(target: HTMLElement): boolean {
  return (
    target.isContentEditable ||
    target.tagName === 'TEXTAREA' ||
    (target.tagName === 'INPUT' && !['checkbox', 'radio', 'button'].includes((target as HTMLInputElement).type))
  )
}

'use client'

import { useEffect, useRef } from 'react'
import { matchKeyBindingPress, parseKeybinding } from 'tinykeys'
import { type DeskCommand, type DeskKey, KEY_GROUPS } from '@/components/keys/desk-keys'

const SETTING = 'tickmark.single-keys'

/** Single-letter keys can be switched off (WCAG 2.1.4); everything they do is also a button. */
export function areSingleKeysOn(): boolean {
  return localStorage.getItem(SETTING) !== 'off'
}

export function setSingleKeys(isOn: boolean): void {
  localStorage.setItem(SETTING, isOn ? 'on' : 'off')
}

type Press = ReturnType<typeof parseKeybinding>[number]

const ROWS: readonly { readonly presses: readonly Press[]; readonly key: DeskKey; readonly isSingle: boolean }[] = KEY_GROUPS.flatMap(
  ({ keys, isSingle }) => keys.map((key) => ({ presses: key.keys.flatMap((one) => parseKeybinding(one).slice(0, 1)), key, isSingle })),
)

/** Listens for the keys of the table. Letters alone work only outside text and fields. */
export function useDeskKeys(commands: Readonly<Record<DeskCommand, () => void>>): void {
  const latest = useRef(commands)
  latest.current = commands
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      // Keys of a dialog, a menu or an input method belong to them.
      if (event.isComposing || document.querySelector('[role="dialog"], [role="menu"]')) return
      const target = event.target as HTMLElement
      // Escape first takes back what is only looked at.
      if (target.matches('select[data-looking]')) return
      const isTyping = isWriting(target) || target.tagName === 'SELECT'
      const row = ROWS.find(
        ({ presses, isSingle }) =>
          presses.some((press) => matchKeyBindingPress(event, press)) && (!isSingle || (!isTyping && areSingleKeysOn())),
      )
      if (!row) return
      const { key } = row
      // Out of the text or a field first; then what is open closes.
      if ('command' in key && key.command === 'close') {
        if (!isTyping) return latest.current.close()
        target.blur()
      } else perform(key, latest.current)
      event.preventDefault()
      event.stopPropagation()
    }
    addEventListener('keydown', onKey, { capture: true })
    return () => removeEventListener('keydown', onKey, { capture: true })
  }, [])
}

function perform(key: DeskKey, commands: Readonly<Record<DeskCommand, () => void>>): void {
  if ('command' in key) commands[key.command]()
  else if ('field' in key) document.getElementById(key.field)?.focus()
  else if ('button' in key) document.getElementById(key.button)?.click()
}

function isWriting(target: HTMLElement): boolean {
  return (
    target.isContentEditable ||
    target.tagName === 'TEXTAREA' ||
    (target.tagName === 'INPUT' && !['checkbox', 'radio', 'button'].includes((target as HTMLInputElement).type))
  )
}

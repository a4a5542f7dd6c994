import { useCallback, useEffect, useState } from 'react'
import { can, type Who } from '@/lib/core/permissions/policy'
import type { DeskMode } from '@/lib/editor/extensions/mode-guard'

export const MODE_LABELS: Readonly<Record<DeskMode, string>> = { checking: 'Checking', suggesting: 'Suggesting', editing: 'Editing' }

export const MODE_MEANINGS: Readonly<Record<DeskMode, string>> = {
  checking: 'Letters are commands; the text cannot be changed',
  suggesting: 'What you type becomes proposals of new words',
  editing: 'What you type goes into the text',
}

/** The modes somebody can work in, in the order they are shown. */
export function modesFor(who: Who): readonly DeskMode[] {
  return [
    'checking',
    ...(can(who, 'correction.propose') ? (['suggesting'] as const) : []),
    ...(can(who, 'article.edit-text') ? (['editing'] as const) : []),
  ]
}

/** Where somebody starts: in Checking, but for writers at their own article and at an empty page. */
export function firstMode(who: Who, article: { readonly isOwn: boolean; readonly text: string }): DeskMode {
  const isWriting = article.text.trim() === '' || (who.role === 'author' && article.isOwn)
  return isWriting && can(who, 'article.edit-text') ? 'editing' : 'checking'
}

/** The mode of an article for a person, remembered in this browser. */
export function useDeskMode(
  who: Who,
  article: { readonly id: string; readonly isOwn: boolean; readonly text: string },
): readonly [DeskMode, (mode: DeskMode) => void] {
  const name = `tickmark.mode.${who.id}.${article.id}`
  const [mode, setMode] = useState<DeskMode>(() => {
    const kept = typeof localStorage === 'undefined' ? null : localStorage.getItem(name)
    return modesFor(who).find((one) => one === kept) ?? firstMode(who, article)
  })
  useEffect(() => {
    document.documentElement.dataset.mode = mode
    return () => {
      delete document.documentElement.dataset.mode
    }
  }, [mode])
  const choose = useCallback(
    (next: DeskMode) => {
      localStorage.setItem(name, next)
      setMode(next)
    },
    [name],
  )
  return [mode, choose]
}

/** The same after something that took a while: only if the person has not gone elsewhere meanwhile. */
export function focusHomeFrom(part: Element | null): void {
  const { activeElement } = document
  if (!activeElement || activeElement === document.body || part?.contains(activeElement)) focusHome()
}

/** Puts the focus into a control, in a field after what stands there. */
export function focusAtEnd(control: HTMLElement | null): void {
  control?.focus()
  const isText =
    control instanceof HTMLTextAreaElement || (control instanceof HTMLInputElement && ['text', 'search', 'url'].includes(control.type))
  if (isText) control.setSelectionRange(control.value.length, control.value.length)
}

/** Where the focus goes when what had it goes away: the text in Checking, where letters are commands; else the claim at hand. */
export function focusHome(): void {
  const text = document.querySelector<HTMLElement>('.ProseMirror[data-mode="checking"]')
  const home = text ?? document.getElementById('claim-at-hand') ?? document.getElementById('main')
  home?.focus({ preventScroll: true })
}

'use client'

import { useEffect, useLayoutEffect, useRef } from 'react'

declare global {
  interface Window {
    /** What was sent before the page's scripts were there, form by form; asking ends the holding. */
    tickmarkEarly?: (() => ReadonlyMap<HTMLFormElement, HTMLElement | null>) | undefined
  }
}

/**
 * Nothing done before the page's scripts are there is lost: what was typed,
 * picked or chosen by then (or put back by the browser) is told to the fields
 * as if it were done now, and a form that was sent is sent. React tells fields
 * nothing of what happened before it came.
 */
export function EarlyInput() {
  const held = useRef<ReadonlyMap<HTMLFormElement, HTMLElement | null>>(new Map())
  // At once with the handlers: what is sent from here on is theirs alone.
  useLayoutEffect(() => {
    held.current = window.tickmarkEarly?.() ?? new Map()
    window.tickmarkEarly = undefined
  }, [])
  useEffect(() => {
    const fields = [...document.querySelectorAll<HTMLElement>('input, textarea, select')]
    const isFile = (field: HTMLElement) => field instanceof HTMLInputElement && field.type === 'file'
    for (const field of fields) if (!isFile(field)) tellAgain(field)
    // A file is sent with what the fields say, so they are heard first, and drawn.
    setTimeout(() => {
      for (const field of fields) if (isFile(field)) tellAgain(field)
      for (const [form, submitter] of held.current) if (form.isConnected) form.requestSubmit(submitter)
    })
  }, [])
  return null
}

/** Sends the event of a field that no longer stands as the page wrote it. */
function tellAgain(field: HTMLElement): void {
  if (field instanceof HTMLSelectElement) {
    const written = [...field.options].findIndex((option) => option.defaultSelected)
    if (!field.multiple && field.selectedIndex !== Math.max(0, written)) field.dispatchEvent(new Event('change', { bubbles: true }))
  } else if (field instanceof HTMLInputElement && field.type === 'file') {
    if (field.files?.length) field.dispatchEvent(new Event('change', { bubbles: true }))
  } else if (field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio')) {
    if (field.checked === field.defaultChecked || (field.type === 'radio' && !field.checked)) return
    field.checked = field.defaultChecked
    field.click()
  } else if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) {
    const typed = field.value
    if (typed === field.defaultValue || field.type === 'hidden') return
    // React compares with what it saw last, which is what was typed: it is shown the old value first, by the field's
    // own setter, which it watches, and then the new one by the one it does not.
    const kind = field instanceof HTMLInputElement ? HTMLInputElement : HTMLTextAreaElement
    const { selectionStart, selectionEnd } = field
    field.value = field.defaultValue
    Object.getOwnPropertyDescriptor(kind.prototype, 'value')?.set?.call(field, typed)
    if (selectionStart !== null) field.setSelectionRange(selectionStart, selectionEnd)
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }
}

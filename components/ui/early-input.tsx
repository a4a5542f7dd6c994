'use client'

import { useEffect } from 'react'

interface Held {
  readonly form: HTMLFormElement
  readonly submitter: HTMLElement | null
}

declare global {
  interface Window {
    /** What was sent before the page's scripts were there; asking ends the holding. */
    tickmarkEarly?: (() => Held | null) | undefined
  }
}

/**
 * Holds back a form that is sent before its handler is there: the browser would
 * put its fields, a password among them, into the address. A form whose method is
 * written as `get` is the browser's own business.
 */
const HOLD = `(() => {
  let held = null
  const hold = (event) => {
    if (event.target.getAttribute('method') === 'get') return
    event.preventDefault()
    held = { form: event.target, submitter: event.submitter }
  }
  addEventListener('submit', hold, true)
  window.tickmarkEarly = () => {
    removeEventListener('submit', hold, true)
    return held
  }
})()`

/**
 * Nothing done before the page's scripts are there is lost: what was typed,
 * picked or chosen by then (or put back by the browser) is told to the fields
 * as if it were done now, and a form that was sent is sent. React tells fields
 * nothing of what happened before it came.
 */
export function EarlyInput({ nonce }: { nonce: string | undefined }) {
  useEffect(() => {
    const held = window.tickmarkEarly?.()
    window.tickmarkEarly = undefined
    const fields = [...document.querySelectorAll<HTMLElement>('input, textarea, select')]
    const isFile = (field: HTMLElement) => field instanceof HTMLInputElement && field.type === 'file'
    for (const field of fields) if (!isFile(field)) tellAgain(field)
    // A file is sent with what the fields say, so they are heard first, and drawn.
    setTimeout(() => {
      for (const field of fields) if (isFile(field)) tellAgain(field)
      if (held?.form.isConnected) held.form.requestSubmit(held.submitter)
    })
  }, [])
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of this file
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: HOLD }} />
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

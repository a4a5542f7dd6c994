'use client'

import { useEffect, useRef } from 'react'
import { flushSync } from 'react-dom'
import { matchKeyBindingPress, parseKeybinding } from 'tinykeys'
import { focusAtEnd, focusHome } from '@/components/editor/desk-mode'
import type { HeldSelection } from '@/components/editor/held-selection'
import { type DeskCommand, type DeskKey, KEY_GROUPS, type Where } from '@/components/keys/desk-keys'
import type { ClaimType } from '@/lib/core/claim/claim'

const SETTING = 'tickmark.single-keys'
const OWN_KEYS = 'tickmark.keys'

/** Single-letter keys can be switched off (WCAG 2.1.4); everything they do is also a button. */
export function areSingleKeysOn(): boolean {
  return localStorage.getItem(SETTING) !== 'off'
}

export function setSingleKeys(isOn: boolean): void {
  localStorage.setItem(SETTING, isOn ? 'on' : 'off')
}

/** The keys a person gave themselves, by the id of the row. */
export function ownKeys(): Readonly<Record<string, string>> {
  try {
    return JSON.parse(localStorage.getItem(OWN_KEYS) ?? '{}') as Record<string, string>
  } catch {
    return {}
  }
}

/** Gives a row another key, or its own back (null). A key that was another row's is taken from it. */
export function setOwnKey(id: string, key: string | null): void {
  const { [id]: _, ...others } = ownKeys()
  const kept = Object.fromEntries(Object.entries(others).filter(([, one]) => one !== key))
  localStorage.setItem(OWN_KEYS, JSON.stringify(key === null ? kept : { ...kept, [id]: key }))
  rows = null
}

type Press = ReturnType<typeof parseKeybinding>[number]
interface Row {
  readonly presses: readonly Press[]
  readonly key: DeskKey
  readonly where: Where
}

/** A key that waits, and what was selected in the text when it was pressed. */
interface Pressed {
  readonly event: KeyboardEvent
  readonly held: HeldSelection | null
}

let rows: readonly Row[] | null = null

function allRows(): readonly Row[] {
  if (rows) return rows
  const own = ownKeys()
  const taken = new Set(Object.values(own))
  rows = KEY_GROUPS.flatMap(({ keys, where }) =>
    keys.map((key) => {
      const mine = own[key.id]
      const bound = mine ? [mine] : key.keys.filter((one) => !taken.has(one))
      return { presses: bound.flatMap((one) => parseKeybinding(one).slice(0, 1)), key, where }
    }),
  )
  return rows
}

/** A command may take a while; what is pressed meanwhile waits for it, and is dropped when it resolves to false. */
type Commands = Readonly<Record<DeskCommand, (held?: HeldSelection) => unknown>> & {
  readonly setType: (type: ClaimType) => void
  /** Says that what was pressed while a command was at work is not taken, as the command came to nothing. */
  readonly lost: () => void
  /** Says that a key of a claim came to nothing; gives back whether a claim is open. */
  readonly cameToNothing: (key: DeskKey) => boolean
}

/** After a key that should have led into a field and did not, letters that follow within this are what was to be written there, in ms. */
const WORD_GOES_ON_MS = 800

/** Listens for the keys of the table. `hold`: what is selected in the text, for a key that has to wait. */
export function useDeskKeys(hold: () => HeldSelection | null, commands: Commands): void {
  const latest = useRef({ hold, commands })
  latest.current = { hold, commands }
  useEffect(() => {
    /** What was pressed while a command is at work: a mark on its way is not the claim that was open before. */
    let waiting: Pressed[] | null = null
    /** What was selected when a key was pressed that is pressed again now. */
    let held: HeldSelection | null = null
    /** Until when letters are the words of somebody whose key came to nothing, and no commands. */
    let wordUntil = 0
    const run = (key: DeskKey) => {
      const selected = held
      if (isMissing(key)) {
        const isOpen = latest.current.commands.cameToNothing(key)
        if (!isOpen || 'field' in key) wordUntil = performance.now() + WORD_GOES_ON_MS
        return
      }
      const result = perform(key, latest.current.commands, selected ?? undefined)
      if (!(result instanceof Promise)) return
      held = null
      waiting = []
      void result.then((isDone) => {
        selected?.release()
        // One frame, so that what the command opened is there.
        requestAnimationFrame(() => {
          const pressed = waiting ?? []
          waiting = null
          if (isDone === false && pressed.some(({ event }) => isLetter(event))) {
            latest.current.commands.lost()
            wordUntil = performance.now() + WORD_GOES_ON_MS
          }
          // Each key meets what the one before it led to.
          for (const one of pressed) {
            held = one.held
            if (isDone !== false) flushSync(() => replay(one.event))
            // Unless a command has it, or the key waits on.
            held?.release()
            held = null
          }
        })
      })
    }
    const onKey = (event: KeyboardEvent) => {
      // What is typed into a field meanwhile is the field's.
      if (waiting && !event.isComposing && !isInField(event.target as HTMLElement)) {
        waiting.push({ event, held: held ?? latest.current.hold() })
        held = null
        event.preventDefault()
        event.stopPropagation()
        return
      }
      // Keys of a dialog, a menu or an input method belong to them.
      if (event.isComposing || isSomethingOver()) return
      const target = event.target as HTMLElement
      if (performance.now() < wordUntil && isLetter(event) && !isInField(target)) {
        wordUntil = performance.now() + WORD_GOES_ON_MS
        event.preventDefault()
        event.stopPropagation()
        return
      }
      wordUntil = 0
      // Escape first takes back what is only looked at, and closes the form it is in.
      if (target.matches('select[data-looking]')) return
      // A control that has letters of its own keeps them while it is in focus.
      if (target.dataset.keeps?.split(' ').includes(event.key.toLowerCase()) && !event.ctrlKey && !event.metaKey && !event.altKey) return
      const row = allRows().find(
        ({ presses, where }) => presses.some((press) => matchKeyBindingPress(event, press)) && counts(where, target),
      )
      if (!row) return
      const { key } = row
      if ('command' in key && key.command === 'close') {
        if (target.closest('[data-escapes]')) return
        // Out of a field first; then what is open closes.
        if (isInField(target)) focusHome()
        else latest.current.commands.close()
      } else run(key)
      event.preventDefault()
      event.stopPropagation()
    }
    addEventListener('keydown', onKey, { capture: true })
    return () => removeEventListener('keydown', onKey, { capture: true })
  }, [])
}

/** Whether a dialog or a menu lies over the desk. They stand beside the page in the body; the page, with the whole article, is not searched. */
function isSomethingOver(): boolean {
  const over = '[role="dialog"], [role="menu"]'
  return [...document.body.children].some(
    (part) => part.matches(over) || (part.querySelector('#main') === null && part.querySelector(over) !== null),
  )
}

/** Presses a key again where the focus is now, as a command or as a letter. */
function replay(event: KeyboardEvent): void {
  const target = (document.activeElement ?? document.body) as HTMLElement
  const { key, code, ctrlKey, shiftKey, altKey, metaKey } = event
  const again = new KeyboardEvent('keydown', { key, code, ctrlKey, shiftKey, altKey, metaKey, bubbles: true, cancelable: true })
  const isFree = target.dispatchEvent(again)
  if (!isFree || ctrlKey || metaKey || altKey) return
  // What the browser itself would do.
  if ([...key].length === 1 && isWriting(target)) document.execCommand('insertText', false, key)
  else if (key === 'Enter' && target.tagName === 'INPUT') (target as HTMLInputElement).form?.requestSubmit()
  else if (key === 'Tab') stopAfter(target, shiftKey ? -1 : 1)?.focus()
}

/** The tab stop so many places from an element. */
function stopAfter(target: HTMLElement, step: 1 | -1): HTMLElement | undefined {
  const stops = [...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary, [tabindex]')].filter(
    (one) => one.tabIndex >= 0 && !one.matches(':disabled') && one.getClientRects().length > 0,
  )
  return stops[stops.indexOf(target) + step]
}

function counts(where: Where, target: HTMLElement): boolean {
  if (where === 'anywhere') return true
  if (where === 'in-checked-text') return isCheckedText(target)
  if (isInField(target)) return false
  return where === 'letters' ? areSingleKeysOn() : !isCheckedText(target)
}

/** A key of a claim whose control is not there, or is switched off. */
function isMissing(key: DeskKey): boolean {
  const id = 'field' in key ? key.field : 'button' in key ? key.button : null
  if (id === null) return 'type' in key && !document.getElementById('claim-type')
  const control = document.getElementById(id)
  return !control || control.matches(':disabled')
}

/** A key that writes, or parts or ends words. */
function isLetter({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return !ctrlKey && !metaKey && !altKey && ([...key].length === 1 || ['Enter', 'Tab', 'Backspace'].includes(key))
}

function perform(key: DeskKey, commands: Commands, held?: HeldSelection): unknown {
  if ('command' in key) return commands[key.command](held)
  if ('type' in key) commands.setType(key.type)
  else if ('field' in key) focusAtEnd(document.getElementById(key.field))
  else if ('button' in key) document.getElementById(key.button)?.click()
  return undefined
}

function isInField(target: HTMLElement): boolean {
  return isWriting(target) || target.tagName === 'SELECT'
}

/** The article's text while nothing can be typed into it. */
function isCheckedText(target: HTMLElement): boolean {
  return target.closest('.ProseMirror[data-mode="checking"]') !== null
}

function isWriting(target: HTMLElement): boolean {
  return (
    (target.isContentEditable && !isCheckedText(target)) ||
    target.tagName === 'TEXTAREA' ||
    (target.tagName === 'INPUT' && !['checkbox', 'radio', 'button'].includes((target as HTMLInputElement).type))
  )
}

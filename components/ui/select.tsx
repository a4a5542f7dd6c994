import { type KeyboardEvent, useId, useRef, useState } from 'react'

interface SelectProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly options: readonly (readonly [T, string])[]
  readonly onChange: (value: T) => void
  readonly isDisabled?: boolean
  readonly isLabelHidden?: boolean
  /** Small, with its label inside. */
  readonly isPill?: boolean
  readonly id?: string
}

/**
 * The platform's own select: every keyboard and screen reader knows it. Looking
 * through its options by key chooses nothing: Enter or leaving it does, Escape
 * takes it back. A click in its list chooses at once.
 */
export function Select<T extends string>({ label, value, options, onChange, isDisabled, isLabelHidden, isPill, id }: SelectProps<T>) {
  const made = useId()
  const fieldId = id ?? made
  /** What is looked at and not chosen yet. */
  const [looked, setLooked] = useState<T | null>(null)
  const isByKey = useRef(false)
  const choose = () => {
    if (looked !== null && looked !== value) onChange(looked)
    setLooked(null)
  }
  return (
    <div className={isPill ? 'pill' : 'min-w-0'}>
      <label htmlFor={fieldId} className={isLabelHidden ? 'sr-only' : isPill ? 'pill-label' : 'label'}>
        {label}
      </label>
      <select
        id={fieldId}
        className={isPill ? 'pill-select' : 'input'}
        value={looked ?? value}
        data-looking={looked === null ? undefined : ''}
        disabled={isDisabled}
        onChange={(event) => {
          const next = event.target.value as T
          if (isByKey.current) setLooked(next)
          else onChange(next)
        }}
        onPointerDown={() => {
          isByKey.current = false
        }}
        onKeyDown={(event) => {
          isByKey.current = true
          if (looked === null) return
          if (event.key === 'Enter') {
            choose()
            event.preventDefault()
            if (event.ctrlKey || event.metaKey) sendAgain(event)
          } else if (event.key === 'Escape') {
            setLooked(null)
            event.preventDefault()
            event.stopPropagation()
          }
        }}
        onKeyUp={() => {
          isByKey.current = false
        }}
        onBlur={choose}
      >
        {options.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    </div>
  )
}

/** Ctrl+Enter saves the form, which hears of it once what was chosen has reached it. */
function sendAgain(event: KeyboardEvent<HTMLSelectElement>): void {
  event.stopPropagation()
  const { currentTarget, ctrlKey, metaKey } = event
  setTimeout(() => currentTarget.dispatchEvent(new window.KeyboardEvent('keydown', { key: 'Enter', ctrlKey, metaKey, bubbles: true })))
}

/** Options from a table of labels, in its order. */
export function optionsOf<T extends string>(labels: Readonly<Record<T, string>>): [T, string][] {
  return Object.entries(labels) as [T, string][]
}

import { useId } from 'react'

interface SelectProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly options: readonly (readonly [T, string])[]
  readonly onChange: (value: T) => void
  readonly isDisabled?: boolean
  readonly isLabelHidden?: boolean
  readonly id?: string
}

/** The platform's own select: every keyboard and screen reader knows it. */
export function Select<T extends string>({ label, value, options, onChange, isDisabled, isLabelHidden, id }: SelectProps<T>) {
  const made = useId()
  const fieldId = id ?? made
  return (
    <div className="min-w-0">
      <label htmlFor={fieldId} className={isLabelHidden ? 'sr-only' : 'label'}>
        {label}
      </label>
      <select id={fieldId} className="input" value={value} disabled={isDisabled} onChange={(event) => onChange(event.target.value as T)}>
        {options.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    </div>
  )
}

/** Options from a table of labels, in its order. */
export function optionsOf<T extends string>(labels: Readonly<Record<T, string>>): [T, string][] {
  return Object.entries(labels) as [T, string][]
}

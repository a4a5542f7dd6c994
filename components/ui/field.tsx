import { type InputHTMLAttributes, type TextareaHTMLAttributes, useId } from 'react'

type FieldProps = InputHTMLAttributes<HTMLInputElement> & {
  readonly label: string
  readonly hint?: string
  readonly error?: string | null | undefined
}

export function Field({ label, hint, error, ...input }: FieldProps) {
  const made = useId()
  const id = input.id ?? made
  const describedBy = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined
  return (
    <div>
      <label htmlFor={id} className="label">
        {label}
      </label>
      <input className="input" aria-describedby={describedBy} aria-invalid={error ? true : undefined} {...input} id={id} />
      {hint ? (
        <p id={`${id}-hint`} className="hint mt-1">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-error`} className="error-text mt-1">
          {error}
        </p>
      ) : null}
    </div>
  )
}

type TextAreaProps = TextareaHTMLAttributes<HTMLTextAreaElement> & { readonly label: string; readonly isLabelHidden?: boolean }

export function TextArea({ label, isLabelHidden, ...area }: TextAreaProps) {
  const made = useId()
  const id = area.id ?? made
  return (
    <div>
      <label htmlFor={id} className={isLabelHidden ? 'sr-only' : 'label'}>
        {label}
      </label>
      <textarea id={id} className="input" {...area} />
    </div>
  )
}

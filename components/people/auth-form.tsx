'use client'

import { type FormEvent, type ReactNode, useState } from 'react'
import { ApiError, callApi, sentenceOf } from '@/components/api'
import { Field } from '@/components/ui/field'

interface AuthFormProps {
  /** Where the form's fields are sent, as JSON. */
  readonly path: string
  readonly extra?: Readonly<Record<string, string>>
  readonly submitLabel: string
  readonly next: string
  /** Where a code of an app is sent, when the first step asks for one. */
  readonly secondStep?: string
  readonly children: ReactNode
}

/** A form that signs somebody in and then goes on. */
export function AuthForm({ path, extra, submitLabel, next, secondStep, children }: AuthFormProps) {
  const [isSecond, setSecond] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setBusy(true)
    setError(null)
    const fields = Object.fromEntries([...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)]))
    try {
      const answer = await callApi<{ secondFactor?: boolean } | undefined>('POST', isSecond && secondStep ? secondStep : path, {
        ...extra,
        ...fields,
      })
      if (answer?.secondFactor && secondStep) {
        setSecond(true)
        setBusy(false)
      } else location.assign(next)
    } catch (problem) {
      setError(problem instanceof ApiError ? problem.message.replace(/^“\w+”: /, '') : sentenceOf(problem))
      setBusy(false)
    }
  }
  return (
    <form method="post" className="card grid gap-4 p-5" onSubmit={submit}>
      {isSecond ? (
        <Field
          key="code"
          label="Code of your authenticator app"
          name="code"
          autoComplete="one-time-code"
          hint="Six digits; or one of your recovery codes, which is used up."
          required
          autoFocus
        />
      ) : (
        children
      )}
      <div role="alert">{error ? <p className="notice notice-bad">{error}</p> : null}</div>
      <button type="submit" className="button button-primary" disabled={isBusy}>
        {submitLabel}
      </button>
    </form>
  )
}

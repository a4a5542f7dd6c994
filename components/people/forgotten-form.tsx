'use client'

import { type FormEvent, useState } from 'react'
import { callApi, sentenceOf } from '@/components/api'
import { Field } from '@/components/ui/field'

/** Asks for a link to a new password; says the same whether somebody of that address is here. */
export function ForgottenForm() {
  const [isSent, setSent] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setError(null)
    try {
      await callApi('POST', '/api/session/forgotten', { email: new FormData(event.currentTarget).get('email') })
      setSent(true)
    } catch (problem) {
      setError(sentenceOf(problem))
    }
  }
  if (isSent)
    return (
      <p className="notice notice-good" role="status">
        If somebody of this desk has that address, a link is on its way. It works once, within 24 hours.
      </p>
    )
  return (
    <form method="post" className="card grid gap-4 p-5" onSubmit={submit}>
      <Field label="E-mail" name="email" type="email" autoComplete="username" required autoFocus />
      <div role="alert">{error ? <p className="notice notice-bad">{error}</p> : null}</div>
      <button type="submit" className="button button-primary">
        Send me a link
      </button>
    </form>
  )
}

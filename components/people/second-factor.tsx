'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { renderSVG } from 'uqr'
import { callApi, sentenceOf } from '@/components/api'
import { Field } from '@/components/ui/field'
import { useToast } from '@/components/ui/toaster'

interface Begun {
  readonly uri: string
  readonly recoveryCodes: readonly string[]
}

/** Sets a second factor up and takes it away: password, then the app, then a code that proves it. */
export function SecondFactor({ isOn, isRequired }: { isOn: boolean; isRequired: boolean }) {
  const router = useRouter()
  const toast = useToast()
  const [begun, setBegun] = useState<Begun | null>(null)
  const [error, setError] = useState<string | null>(null)
  const submit = (work: (form: FormData) => Promise<void>) => async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setError(null)
    try {
      await work(new FormData(event.currentTarget))
    } catch (problem) {
      setError(sentenceOf(problem))
    }
  }
  const begin = submit(async (form) =>
    setBegun(await callApi<Begun>('POST', '/api/account/second-factor', { password: form.get('password') })),
  )
  const confirm = submit(async (form) => {
    await callApi('POST', '/api/account/second-factor/confirm', { code: form.get('code') })
    setBegun(null)
    toast('From now on a code of your app is asked for too.')
    router.refresh()
  })
  const remove = submit(async (form) => {
    await callApi('DELETE', '/api/account/second-factor', { password: form.get('password') })
    toast('You sign in with your password alone.')
    router.refresh()
  })
  return (
    <section className="card grid gap-4 p-5">
      <h2 className="text-lg font-semibold">Second factor</h2>
      {isRequired && !isOn ? (
        <p className="notice notice-bad" role="alert">
          Your role signs in with a code of an authenticator app too. Set it up here; until then nothing else is shown.
        </p>
      ) : null}
      {isOn ? (
        <>
          <p>On: a code of your authenticator app is asked for after your password.</p>
          {isRequired ? (
            <p className="hint">Your role needs it. Lost the app and the codes? An admin can remove it, and you set it up anew.</p>
          ) : (
            <form method="post" className="grid gap-3" onSubmit={remove}>
              <Field label="Password" name="password" type="password" autoComplete="current-password" required />
              <button type="submit" className="button justify-self-start">
                Turn it off
              </button>
            </form>
          )}
        </>
      ) : begun ? (
        <form method="post" className="grid gap-4" onSubmit={confirm}>
          <p>1. Scan this with your authenticator app, or type the key into it.</p>
          <div
            className="w-44 bg-white p-2"
            role="img"
            aria-label="QR code for an authenticator app"
            // biome-ignore lint/security/noDangerouslySetInnerHtml: squares drawn here from an address of our own making
            dangerouslySetInnerHTML={{ __html: renderSVG(begun.uri, { border: 1 }) }}
          />
          <input
            className="input font-mono"
            readOnly
            aria-label="Key for the app"
            value={new URL(begun.uri).searchParams.get('secret') ?? ''}
            onFocus={(event) => event.target.select()}
          />
          <p>2. Keep these recovery codes where the app is not. Each signs you in once; they are not shown again.</p>
          <ul className="grid grid-cols-2 gap-1 font-mono" aria-label="Recovery codes">
            {begun.recoveryCodes.map((code) => (
              <li key={code}>{code}</li>
            ))}
          </ul>
          <Field label="3. A code the app shows now" name="code" inputMode="numeric" autoComplete="one-time-code" required autoFocus />
          <button type="submit" className="button button-primary justify-self-start">
            Confirm
          </button>
        </form>
      ) : (
        <form method="post" className="grid gap-3" onSubmit={begin}>
          <p className="text-soft">A code of an app on your phone beside your password: who learns the password alone cannot sign in.</p>
          <Field label="Password" name="password" type="password" autoComplete="current-password" required />
          <button type="submit" className="button button-primary justify-self-start">
            Set it up
          </button>
        </form>
      )}
      <div role="alert">{error ? <p className="notice notice-bad">{error}</p> : null}</div>
    </section>
  )
}

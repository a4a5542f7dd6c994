'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { callApi, sentenceOf } from '@/components/api'
import { Field } from '@/components/ui/field'
import { Time } from '@/components/ui/time'
import { useToast } from '@/components/ui/toaster'

export function PasswordForm({ minLength }: { minLength: number }) {
  const [error, setError] = useState<string | null>(null)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    try {
      await callApi('POST', '/api/account/password', { current: form.get('current'), next: form.get('next') })
      location.assign('/sign-in')
    } catch (problem) {
      setError(sentenceOf(problem))
    }
  }
  return (
    <form method="post" className="card grid gap-4 p-5" onSubmit={submit}>
      <h2 className="text-lg font-semibold">Change password</h2>
      <Field label="Current password" name="current" type="password" autoComplete="current-password" required />
      <Field
        label="New password"
        name="next"
        type="password"
        autoComplete="new-password"
        minLength={minLength}
        required
        hint={`At least ${minLength} characters.`}
      />
      <div role="alert">{error ? <p className="notice notice-bad">{error}</p> : null}</div>
      <p className="hint">You are signed out everywhere and sign in anew. Personal tokens stop working.</p>
      <button type="submit" className="button button-primary justify-self-start">
        Change password
      </button>
    </form>
  )
}

interface Token {
  readonly id: string
  readonly name: string
  readonly createdAt: string
  readonly lastUsedAt: string | null
}

export function Tokens({ tokens }: { tokens: readonly Token[] }) {
  const router = useRouter()
  const toast = useToast()
  const [made, setMade] = useState<string | null>(null)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    try {
      const { token } = await callApi<{ token: string }>('POST', '/api/account/tokens', { name: new FormData(form).get('name') })
      setMade(token)
      form.reset()
      router.refresh()
    } catch (problem) {
      toast(sentenceOf(problem), { tone: 'bad' })
    }
  }
  const revoke = (token: Token) =>
    callApi('DELETE', `/api/account/tokens/${token.id}`).then(
      () => {
        toast(`“${token.name}” no longer works.`)
        router.refresh()
      },
      (problem) => toast(sentenceOf(problem), { tone: 'bad' }),
    )
  return (
    <section className="card grid gap-4 p-5">
      <h2 className="text-lg font-semibold">Personal tokens</h2>
      <p className="text-soft">
        For programs that use the HTTP API in your name. It is described at{' '}
        <a className="link" href="/api/openapi.json">
          /api/openapi.json
        </a>
        .
      </p>
      {made ? (
        <div className="notice notice-good grid gap-2" role="status">
          <p>Copy it now; it is not shown again.</p>
          <input className="input font-mono" readOnly value={made} aria-label="New token" onFocus={(event) => event.target.select()} />
        </div>
      ) : null}
      {tokens.length > 0 ? (
        <ul className="grid gap-2">
          {tokens.map((token) => (
            <li key={token.id} className="flex items-baseline gap-3">
              <span className="font-medium">{token.name}</span>
              <span className="hint">
                made <Time at={token.createdAt} />,{' '}
                {token.lastUsedAt ? (
                  <>
                    used <Time at={token.lastUsedAt} />
                  </>
                ) : (
                  'never used'
                )}
              </span>
              <button type="button" className="link ml-auto" onClick={() => void revoke(token)}>
                Revoke<span className="sr-only"> {token.name}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <form className="flex items-end gap-2" onSubmit={submit}>
        <div className="flex-1">
          <Field label="What it is for" name="name" required maxLength={100} />
        </div>
        <button type="submit" className="button">
          Make a token
        </button>
      </form>
    </section>
  )
}

interface Session {
  readonly id: string
  readonly device: string | null
  readonly signedInAt: string
  readonly lastUsedAt: string
}

/** Where one is signed in, and ending it. */
export function Sessions({ sessions }: { sessions: readonly Session[] }) {
  const router = useRouter()
  const toast = useToast()
  const end = (session: Session) =>
    callApi('DELETE', `/api/account/sessions/${session.id}`).then(
      () => {
        toast('Signed out there.')
        router.refresh()
      },
      (problem) => toast(sentenceOf(problem), { tone: 'bad' }),
    )
  return (
    <section className="card grid gap-4 p-5">
      <h2 className="text-lg font-semibold">Where you are signed in</h2>
      <ul className="grid gap-2">
        {sessions.map((session) => (
          <li key={session.id} className="flex flex-wrap items-baseline gap-x-3">
            <span className="font-medium">{deviceName(session.device)}</span>
            <span className="hint">
              since <Time at={session.signedInAt} />
            </span>
            <button type="button" className="link ml-auto" onClick={() => void end(session)}>
              Sign out<span className="sr-only"> there: {deviceName(session.device)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

// A browser says much; people know theirs by its name and the system.
function deviceName(device: string | null): string {
  if (!device) return 'A browser or program'
  const browser = /(Edg|OPR|Firefox|Chrome|Safari)\//.exec(device)?.[1]
  const system = /(Windows|Mac OS X|Android|iPhone|iPad|Linux)/.exec(device)?.[1]
  const names: Readonly<Record<string, string>> = { Edg: 'Edge', OPR: 'Opera', 'Mac OS X': 'macOS' }
  const said = [browser, system].flatMap((one) => (one ? [names[one] ?? one] : []))
  return said.length > 0 ? said.join(' on ') : device.slice(0, 40)
}

'use client'

import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { callApi, sentenceOf } from '@/components/api'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { optionsOf, Select } from '@/components/ui/select'
import { Time } from '@/components/ui/time'
import { useToast } from '@/components/ui/toaster'
import { ROLE_LABELS, ROLE_MEANINGS, ROLES, type Role } from '@/lib/core/permissions/policy'

const RetentionDialog = dynamic(() => import('@/components/review/retention-dialog').then((one) => one.RetentionDialog), { ssr: false })

interface Props {
  readonly people: readonly {
    readonly id: string
    readonly name: string
    readonly email: string | null
    readonly role: Role
    readonly isActive: boolean
    readonly hasSecondFactor: boolean | null
  }[]
  readonly invitations: readonly {
    readonly id: string
    readonly name: string
    readonly email: string
    readonly role: string
    readonly expiresAt: string
  }[]
  readonly selfId: string
  readonly canManage: boolean
}

export function PeopleTable({ people, invitations, selfId, canManage }: Props) {
  const router = useRouter()
  const toast = useToast()
  const [isInviting, setInviting] = useState(false)
  const [reset, setReset] = useState<{ readonly name: string; readonly link: string } | null>(null)
  const [retaining, setRetaining] = useState<{ readonly id: string; readonly name: string } | null>(null)
  const act = (method: 'PATCH' | 'DELETE', path: string, said: string, body?: object) =>
    callApi(method, path, body).then(
      () => {
        toast(said)
        router.refresh()
      },
      (error) => toast(sentenceOf(error), { tone: 'bad' }),
    )
  const change = (id: string, patch: { role?: Role; isActive?: boolean }, said: string) => act('PATCH', `/api/people/${id}`, said, patch)
  const makeResetLink = (person: { readonly id: string; readonly name: string }) =>
    callApi<{ path: string }>('POST', `/api/people/${person.id}/reset-link`).then(
      ({ path }) => setReset({ name: person.name, link: location.origin + path }),
      (error) => toast(sentenceOf(error), { tone: 'bad' }),
    )
  return (
    <div className="grid gap-6">
      {canManage ? (
        <div>
          <button type="button" className="button button-primary" onClick={() => setInviting(true)}>
            Invite somebody
          </button>
        </div>
      ) : null}
      <div className="card overflow-x-auto">
        <table className="data-table">
          <thead>
            <tr>
              <th scope="col">Name</th>
              {canManage ? <th scope="col">E-mail</th> : null}
              <th scope="col">Role</th>
              <th scope="col">May</th>
              {canManage ? (
                <th scope="col">
                  <span className="sr-only">Access</span>
                </th>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {people.map((person) => (
              <tr key={person.id} className={person.isActive ? '' : 'text-soft'}>
                <td className="font-medium">
                  {person.name}
                  {person.id === selfId ? <span className="hint"> (you)</span> : null}
                  {person.isActive ? null : <span className="hint"> deactivated</span>}
                </td>
                {canManage ? <td>{person.email}</td> : null}
                <td className="min-w-36 w-36">
                  {canManage ? (
                    <Select
                      label={`Role of ${person.name}`}
                      isLabelHidden
                      value={person.role}
                      options={optionsOf(ROLE_LABELS)}
                      isDisabled={!person.isActive}
                      onChange={(role) => void change(person.id, { role }, `${person.name} is ${ROLE_LABELS[role]} now.`)}
                    />
                  ) : (
                    ROLE_LABELS[person.role]
                  )}
                </td>
                <td className="text-soft">{ROLE_MEANINGS[person.role]}</td>
                {canManage ? (
                  <td>
                    <div className="flex flex-wrap justify-end gap-2">
                      <button type="button" className="button button-small" onClick={() => setRetaining(person)}>
                        Notes<span className="sr-only"> of {person.name}: how long they are kept</span>
                      </button>
                      {person.id === selfId ? null : (
                        <>
                          {person.isActive ? (
                            <>
                              <button type="button" className="button button-small" onClick={() => void makeResetLink(person)}>
                                New password link<span className="sr-only"> for {person.name}</span>
                              </button>
                              {person.hasSecondFactor ? (
                                <button
                                  type="button"
                                  className="button button-small"
                                  onClick={() =>
                                    void act(
                                      'DELETE',
                                      `/api/people/${person.id}/second-factor`,
                                      `${person.name} signs in with the password alone until they set a second factor up anew.`,
                                    )
                                  }
                                >
                                  Remove second factor<span className="sr-only"> of {person.name}</span>
                                </button>
                              ) : null}
                              <button
                                type="button"
                                className="button button-small"
                                onClick={() =>
                                  void act(
                                    'DELETE',
                                    `/api/people/${person.id}/tokens`,
                                    `${person.name} is signed out everywhere, and their tokens no longer work.`,
                                  )
                                }
                              >
                                Sign out everywhere<span className="sr-only">: {person.name}</span>
                              </button>
                            </>
                          ) : null}
                          <button
                            type="button"
                            className="button button-small"
                            onClick={() =>
                              void change(
                                person.id,
                                { isActive: !person.isActive },
                                person.isActive ? `${person.name} can no longer sign in.` : `${person.name} can sign in again.`,
                              )
                            }
                          >
                            {person.isActive ? 'Deactivate' : 'Reactivate'}
                            <span className="sr-only"> {person.name}</span>
                          </button>
                        </>
                      )}
                    </div>
                  </td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {invitations.length > 0 ? (
        <section>
          <h2 className="mb-2 text-lg font-semibold">Invited, not here yet</h2>
          <ul className="card divide-y divide-line">
            {invitations.map((one) => (
              <li key={one.id} className="flex flex-wrap items-center gap-x-3 px-4 py-2">
                <span className="font-medium">{one.name}</span>
                <span className="text-soft">
                  {one.email}, {ROLE_LABELS[one.role as Role]}, link works until <Time at={one.expiresAt} style="long" />
                </span>
                <button
                  type="button"
                  className="button button-small ml-auto"
                  onClick={() => void act('DELETE', `/api/invitations/${one.id}`, `The link for ${one.name} no longer works.`)}
                >
                  Withdraw<span className="sr-only"> the invitation of {one.name}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {retaining ? <RetentionDialog kind="notes" id={retaining.id} title={retaining.name} onClose={() => setRetaining(null)} /> : null}
      <Dialog isOpen={reset !== null} onClose={() => setReset(null)} title={`A new password for ${reset?.name ?? ''}`}>
        <OneTimeLink link={reset?.link ?? ''} label="Link for a new password" />
      </Dialog>
      <Dialog
        isOpen={isInviting}
        onClose={() => {
          setInviting(false)
          router.refresh()
        }}
        title="Invite somebody"
      >
        <InviteForm />
      </Dialog>
    </div>
  )
}

function OneTimeLink({ link, label }: { link: string; label: string }) {
  const toast = useToast()
  return (
    <div className="grid gap-3">
      <p>Send them this link yourself. It works once, for 24 hours, and is not shown again.</p>
      <input className="input" readOnly value={link} aria-label={label} onFocus={(event) => event.target.select()} />
      <button
        type="button"
        className="button button-primary justify-self-start"
        onClick={() => {
          void navigator.clipboard.writeText(link)
          toast('Link copied.')
        }}
      >
        Copy link
      </button>
    </div>
  )
}

function InviteForm() {
  const [role, setRole] = useState<Role>('checker')
  const [link, setLink] = useState<string | null>(null)
  const [error, setError] = useState<string | null>(null)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    try {
      const { path } = await callApi<{ path: string }>('POST', '/api/invitations', {
        name: form.get('name'),
        email: form.get('email'),
        role,
      })
      setLink(location.origin + path)
      setError(null)
    } catch (problem) {
      setError(sentenceOf(problem))
    }
  }
  if (link) return <OneTimeLink link={link} label="Invitation link" />
  return (
    <form className="grid gap-4" onSubmit={submit}>
      <Field label="Name" name="name" required maxLength={100} autoFocus />
      <Field label="E-mail" name="email" type="email" required />
      <div>
        <Select label="Role" value={role} options={ROLES.map((one) => [one, ROLE_LABELS[one]] as const)} onChange={setRole} />
        <p className="hint mt-1">{ROLE_MEANINGS[role]}</p>
      </div>
      <div role="alert">{error ? <p className="notice notice-bad">{error}</p> : null}</div>
      <button type="submit" className="button button-primary justify-self-end">
        Make the link
      </button>
    </form>
  )
}

'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { callApi, sentenceOf } from '@/components/api'
import { Field } from '@/components/ui/field'
import { optionsOf, Select } from '@/components/ui/select'
import { Time } from '@/components/ui/time'
import { useToast } from '@/components/ui/toaster'
import { useDraft } from '@/components/ui/use-draft'
import { CHANNEL_LABELS, type Channel, CONTACT_LIMITS, SAID_LABELS, type Said, TERMS_LABELS, type Terms } from '@/lib/core/evidence/contact'
import type { ContactView } from '@/lib/server/present/contact'

interface Props {
  readonly articleId: string
  readonly contacts: readonly ContactView[]
  readonly claims: readonly { readonly id: string; readonly name: string }[]
  readonly canWrite: boolean
}

/** Who was asked, how, on what terms, and what they said of which claims. */
export function ContactLog({ articleId, contacts, claims, canWrite }: Props) {
  const router = useRouter()
  const toast = useToast()
  const path = `/api/articles/${articleId}/contacts`
  const remove = (contact: ContactView) =>
    callApi('DELETE', `${path}/${contact.id}`).then(
      () => {
        router.refresh()
        toast('Removed.', {
          action: {
            label: 'Undo',
            run: () => {
              callApi('POST', `${path}/${contact.id}/restore`).then(
                () => router.refresh(),
                (error) => toast(sentenceOf(error), { tone: 'bad' }),
              )
            },
          },
        })
      },
      (error) => toast(sentenceOf(error), { tone: 'bad' }),
    )
  const nameOf = (id: string) => claims.find((claim) => claim.id === id)?.name ?? 'a claim that was removed'
  return (
    <section id="contacts" aria-labelledby="contacts-title" className="grid gap-3">
      <h2 id="contacts-title" className="font-semibold">
        Contacts
      </h2>
      {contacts.length === 0 ? (
        <p className="text-soft">Nobody is logged yet. Every call, letter and meeting that settled something belongs here.</p>
      ) : (
        <ul className="card divide-y divide-line">
          {contacts.map((contact) => (
            <li key={contact.id} className="grid gap-1 px-4 py-2">
              <p className="flex flex-wrap items-baseline gap-x-2">
                <strong dir="auto">{contact.name}</strong>
                {contact.role ? <span dir="auto">{contact.role}</span> : null}
                <span className="text-soft">
                  {CHANNEL_LABELS[contact.channel]}, {TERMS_LABELS[contact.terms].toLowerCase()}, <Time at={contact.at} />
                </span>
                {canWrite && !contact.isHidden ? (
                  <button
                    type="button"
                    className="button button-small button-quiet ms-auto"
                    aria-label={`Remove ${contact.name}`}
                    onClick={() => void remove(contact)}
                  >
                    Remove
                  </button>
                ) : null}
              </p>
              {contact.summary ? (
                <p className="whitespace-pre-wrap" dir="auto">
                  {contact.summary}
                </p>
              ) : null}
              {contact.answers.map((answer) => (
                <p key={answer.claimId} dir="auto">
                  <strong>{SAID_LABELS[answer.said]}</strong> {nameOf(answer.claimId)}
                  {answer.words ? <span className="font-serif"> “{answer.words}”</span> : null}
                </p>
              ))}
            </li>
          ))}
        </ul>
      )}
      {canWrite ? <ContactForm articleId={articleId} claims={claims} /> : null}
    </section>
  )
}

function ContactForm({ articleId, claims }: Pick<Props, 'articleId' | 'claims'>) {
  const router = useRouter()
  const toast = useToast()
  const name = useDraft(`contact-name-${articleId}`)
  const role = useDraft(`contact-role-${articleId}`)
  const words = useDraft(`contact-words-${articleId}`)
  const [channel, setChannel] = useState<Channel>('phone')
  const [terms, setTerms] = useState<Terms>('on-record')
  const [claimId, setClaimId] = useState('')
  const [said, setSaid] = useState<Said>('confirmed')
  const [isBusy, setBusy] = useState(false)
  const log = async (event: FormEvent) => {
    event.preventDefault()
    if (!name.text.trim()) return
    setBusy(true)
    const heard = words.text.trim() || null
    try {
      await callApi('POST', `/api/articles/${articleId}/contacts`, {
        name: name.text.trim(),
        role: role.text.trim() || null,
        channel,
        terms,
        summary: claimId ? null : heard,
        answers: claimId ? [{ claimId, said, words: heard }] : [],
      })
      name.clear()
      role.clear()
      words.clear()
      setClaimId('')
      router.refresh()
    } catch (error) {
      toast(sentenceOf(error), { tone: 'bad' })
    } finally {
      setBusy(false)
    }
  }
  return (
    <form className="card grid gap-2 p-4 md:grid-cols-4 md:items-end" aria-label="Log a contact" onSubmit={(event) => void log(event)}>
      <Field
        label="Who"
        value={name.text}
        maxLength={CONTACT_LIMITS.name}
        dir="auto"
        onChange={(event) => name.write(event.target.value)}
      />
      <Field
        label="What they are"
        value={role.text}
        maxLength={CONTACT_LIMITS.name}
        dir="auto"
        onChange={(event) => role.write(event.target.value)}
      />
      <Select label="How" value={channel} options={optionsOf(CHANNEL_LABELS)} onChange={setChannel} />
      <Select label="On what terms" value={terms} options={optionsOf(TERMS_LABELS)} onChange={setTerms} />
      <label className="min-w-0">
        <span className="label">About claim</span>
        <select className="input" value={claimId} onChange={(event) => setClaimId(event.target.value)}>
          <option value="">None in particular</option>
          {claims.map((claim) => (
            <option key={claim.id} value={claim.id}>
              {claim.name}
            </option>
          ))}
        </select>
      </label>
      <Select label="What they said of it" value={said} options={optionsOf(SAID_LABELS)} onChange={setSaid} isDisabled={claimId === ''} />
      <Field
        label="In their words"
        value={words.text}
        maxLength={CONTACT_LIMITS.words}
        dir="auto"
        onChange={(event) => words.write(event.target.value)}
      />
      <button type="submit" className="button" disabled={isBusy || !name.text.trim()}>
        Log it
      </button>
    </form>
  )
}

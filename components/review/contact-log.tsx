'use client'

import { useRouter } from 'next/navigation'
import { callApi, sentenceOf } from '@/components/api'
import { ContactForm } from '@/components/review/contact-form'
import { Time } from '@/components/ui/time'
import { useToast } from '@/components/ui/toaster'
import { CHANNEL_LABELS, SAID_LABELS, TERMS_LABELS } from '@/lib/core/evidence/contact'
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
      {canWrite ? <ContactForm articleId={articleId} about={{ claims }} onLogged={() => router.refresh()} /> : null}
    </section>
  )
}

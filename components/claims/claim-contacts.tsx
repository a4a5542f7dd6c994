'use client'

import { useState } from 'react'
import { flushSync } from 'react-dom'
import { offerEvidence } from '@/components/claims/offer-evidence'
import { focusHome, focusHomeFrom } from '@/components/editor/desk-mode'
import { ContactForm } from '@/components/review/contact-form'
import { Time } from '@/components/ui/time'
import { CHANNEL_LABELS, SAID_LABELS, TERMS_LABELS } from '@/lib/core/evidence/contact'
import { can, type Who } from '@/lib/core/permissions/policy'
import type { ClaimView } from '@/lib/server/present/claim'
import type { ContactView } from '@/lib/server/present/contact'

interface Props {
  readonly claim: ClaimView
  /** Null while they are being read. */
  readonly contacts: readonly ContactView[] | null
  readonly actor: Who
  readonly onChanged: () => void
}

/** Who was asked about the claim and what they said of it; what was said on the record can be taken as evidence. */
export function ClaimContacts({ claim, contacts, actor, onChanged }: Props) {
  const [isOpen, setOpen] = useState(false)
  const canWrite = can(actor, 'contact.write')
  const canOffer = can(actor, 'evidence.write')
  if (!canWrite && (contacts ?? []).length === 0) return null
  return (
    <section aria-label="Contacts" className="grid gap-2 border-t border-line pt-3">
      <div className="flex items-center justify-between gap-2">
        <h3 className="font-semibold">Contacts</h3>
        {canWrite && !isOpen ? (
          <button
            id="claim-contact"
            type="button"
            className="button button-small"
            onClick={() => {
              flushSync(() => setOpen(true))
              document.getElementById('claim-contact-name')?.focus()
            }}
          >
            Log a contact <span className="kbd">⇧E</span>
          </button>
        ) : null}
      </div>
      <ul className="grid gap-2">
        {(contacts ?? []).map((contact) => {
          const answer = contact.answers.find(({ claimId }) => claimId === claim.id)
          if (!answer) return null
          return (
            <li key={contact.id} className="grid gap-0.5">
              <p className="flex flex-wrap items-baseline gap-x-2">
                <strong dir="auto">{contact.name}</strong>
                {contact.role ? <span dir="auto">{contact.role}</span> : null}
                <span className="hint">
                  {CHANNEL_LABELS[contact.channel]}, {TERMS_LABELS[contact.terms].toLowerCase()}, <Time at={contact.at} />
                </span>
              </p>
              <p dir="auto">
                <strong>{SAID_LABELS[answer.said]}</strong>
                {answer.words ? <span className="font-serif"> “{answer.words}”</span> : null}
              </p>
              {canOffer && contact.terms === 'on-record' && !contact.isHidden ? (
                <button
                  type="button"
                  className="link justify-self-start text-[0.86rem]"
                  onClick={() =>
                    offerEvidence(claim.id, [contact.name, contact.role].filter(Boolean).join(', '), {
                      type: 'personal_communication',
                      quote: answer.words ?? '',
                    })
                  }
                >
                  Use as evidence
                </button>
              ) : null}
            </li>
          )
        })}
      </ul>
      {isOpen ? (
        <ContactForm
          articleId={claim.articleId}
          about={{ claimId: claim.id }}
          onLogged={() => {
            setOpen(false)
            focusHomeFrom(document.getElementById(`claim-${claim.id}`))
            onChanged()
          }}
          onLeave={() => {
            setOpen(false)
            focusHome()
          }}
        />
      ) : null}
    </section>
  )
}

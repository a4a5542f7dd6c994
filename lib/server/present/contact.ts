import type { Person } from '@/lib/core/claim/claim-record'
import type { Channel, ContactAnswer, Terms } from '@/lib/core/evidence/contact'
import { can, type Who } from '@/lib/core/permissions/policy'
import { openReply, type Use } from '@/lib/core/workflow/right-of-reply'
import { presentPerson } from '@/lib/server/present/claim'
import type { ContactRecord } from '@/lib/server/store/contacts'
import type { ReplyRecord } from '@/lib/server/store/reply-requests'

/** Who was asked, as it leaves the server. Times are ISO 8601 UTC. */
export interface ContactView {
  readonly id: string
  readonly revision: number
  readonly name: string
  readonly role: string | null
  readonly channel: Channel
  readonly terms: Terms
  readonly at: string
  readonly summary: string | null
  readonly answers: readonly ContactAnswer[]
  /** Who spoke not for the record is nobody's business but the checkers': name, role and words are left out for this reader. */
  readonly isHidden: boolean
  readonly createdBy: Person
  readonly createdAt: string
}

/** Criticism and the right to answer it, as it leaves the server. Times are ISO 8601 UTC. */
export interface ReplyView {
  readonly id: string
  readonly revision: number
  readonly party: string
  readonly criticism: string
  readonly claimIds: readonly string[]
  readonly channel: string | null
  readonly askedAt: string | null
  readonly deadline: string | null
  readonly answer: string | null
  readonly answeredAt: string | null
  readonly used: Use | null
  readonly closedReason: string | null
  /** What is still to be done, in a sentence; null when it is settled. */
  readonly open: string | null
  readonly createdBy: Person
  readonly createdAt: string
}

/** Whether a contact is shown to somebody only as “somebody”. */
export function isContactHiddenFrom(reader: Who, contact: Pick<ContactRecord, 'terms'>): boolean {
  return contact.terms !== 'on-record' && !can(reader, 'contact.read')
}

export function presentContact(contact: ContactRecord, reader: Who): ContactView {
  const isHidden = isContactHiddenFrom(reader, contact)
  return {
    id: contact.id,
    revision: contact.revision,
    name: isHidden ? 'Somebody who is not named' : contact.name,
    role: isHidden ? null : contact.role,
    channel: contact.channel,
    terms: contact.terms,
    at: contact.at.toISOString(),
    summary: isHidden ? null : contact.summary,
    answers: contact.answers.map(({ claimId, said, words }) => ({ claimId, said, words: isHidden ? null : words })),
    isHidden,
    createdBy: presentPerson(contact.createdBy),
    createdAt: contact.createdAt.toISOString(),
  }
}

export function presentReply(reply: ReplyRecord, now: Date): ReplyView {
  const facts = {
    askedAt: reply.askedAt?.toISOString() ?? null,
    deadline: reply.deadline?.toISOString() ?? null,
    answer: reply.answer,
    used: reply.used,
    closedReason: reply.closedReason,
  }
  return {
    id: reply.id,
    revision: reply.revision,
    party: reply.party,
    criticism: reply.criticism,
    claimIds: reply.claimIds,
    channel: reply.channel,
    ...facts,
    answeredAt: reply.answeredAt?.toISOString() ?? null,
    open: openReply(facts, now.toISOString()),
    createdBy: presentPerson(reply.createdBy),
    createdAt: reply.createdAt.toISOString(),
  }
}

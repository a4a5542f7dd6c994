import type { Person } from '@/lib/core/claim/claim-record'
import type { OutsideAnswer, OutsideSays } from '@/lib/core/evidence/outside'
import { presentPerson } from '@/lib/server/present/claim'
import type { OutsideLinkRecord } from '@/lib/server/store/outside-links'

/** A link of an outside reader as the desk sees it; not what it holds. Times are ISO 8601 UTC. */
export interface OutsideLinkView {
  readonly id: string
  readonly name: string
  readonly message: string | null
  readonly claimIds: readonly string[]
  readonly until: string
  readonly state: 'open' | 'ended' | 'revoked'
  readonly openedAt: string | null
  /** Everything they answered, as they wrote it, the first first. */
  readonly answers: readonly OutsideAnswer[]
  readonly createdBy: Person
  readonly createdAt: string
}

/** What an outside reader sees: chosen sentences, and what they answered. */
export interface OutsideView {
  readonly name: string
  readonly message: string | null
  readonly until: string
  /** Whether the article was said to be published. */
  readonly isPublished: boolean
  readonly passages: readonly {
    readonly id: string
    /** The sentence around the words. */
    readonly before: string
    readonly words: string
    readonly after: string
    readonly answer: { readonly said: OutsideSays; readonly words: string | null } | null
  }[]
}

export function presentOutsideLink(link: OutsideLinkRecord, now: Date): OutsideLinkView {
  return {
    id: link.id,
    name: link.name,
    message: link.message,
    claimIds: link.claimIds,
    until: link.expiresAt.toISOString(),
    state: link.revokedAt ? 'revoked' : link.expiresAt <= now ? 'ended' : 'open',
    openedAt: link.openedAt?.toISOString() ?? null,
    answers: link.answers,
    createdBy: presentPerson(link.createdBy),
    createdAt: link.createdAt.toISOString(),
  }
}

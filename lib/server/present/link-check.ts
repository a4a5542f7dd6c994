import type { Person } from '@/lib/core/claim/claim-record'
import type { LinkState } from '@/lib/core/evidence/link-check'
import type { DiffPart } from '@/lib/core/text/diff-words'
import { presentPerson } from '@/lib/server/present/claim'
import type { LinkCheckRecord } from '@/lib/server/store/link-checks'

/** What was found at a source's address. Times are ISO 8601 UTC. */
export interface LinkCheckView {
  readonly id: string
  readonly state: LinkState
  readonly status: number | null
  readonly address: string
  readonly content: 'same' | 'changed' | null
  readonly lostQuotes: readonly string[]
  readonly by: Person
  readonly at: string
}

/** One just made, with what changed beside the copy kept last: changed words, and some around them. */
export type NewLinkCheckView = LinkCheckView & { readonly changes: readonly DiffPart[] }

/** `seen` has the evidence its reader may see; quotes of any other are left out. */
export function presentLinkCheck(check: LinkCheckRecord, seen: ReadonlySet<string>): LinkCheckView {
  const { id, state, status, address, content } = check
  const lostQuotes = check.lostQuotes.filter((one) => seen.has(one))
  return { id, state, status, address, content, lostQuotes, by: presentPerson(check.createdBy), at: check.createdAt.toISOString() }
}

import type { Person } from '@/lib/core/claim/claim-record'
import { eventKind } from '@/lib/core/history/events'
import { can, type Who } from '@/lib/core/permissions/policy'
import { presentPerson } from '@/lib/server/present/claim'
import type { HistoryRecord } from '@/lib/server/store/history'

/** An entry of the record as it leaves the server. Times are ISO 8601 UTC. */
export interface HistoryView {
  readonly seq: number
  readonly at: string
  readonly actor: Person | null
  /** Name of the event. */
  readonly action: string
  readonly subject: string
  readonly version: number | null
  readonly before: unknown
  readonly after: unknown
  readonly previousHash: string
  readonly hash: string
}

/** An entry for somebody: without what names a confidential source, unless they may know it. */
export function presentHistory(entry: HistoryRecord, reader: Who): HistoryView {
  const isHidden = eventKind(entry.action).namesSource === true && !can(reader, 'source.read-confidential')
  return {
    seq: entry.seq,
    at: entry.at,
    actor: entry.actor && presentPerson(entry.actor),
    action: entry.action,
    subject: entry.subject,
    version: entry.version,
    before: isHidden ? null : entry.before,
    after: isHidden ? null : entry.after,
    previousHash: entry.previousHash,
    hash: entry.hash,
  }
}

/** What others did to an article while somebody was away. */
export interface ChangesView {
  /** Up to where this person had seen the article; null on a first visit, when there is nothing to catch up on. */
  readonly since: { readonly historySeq: number; readonly version: number; readonly at: string } | null
  /** Where the article is now: what to send as seen. */
  readonly now: { readonly historySeq: number; readonly version: number }
  /** What others did since, newest first. */
  readonly entries: readonly HistoryView[]
  /** Whether there is more than is listed. */
  readonly isCut: boolean
}

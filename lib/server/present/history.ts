import { can } from '@/lib/core/permissions/policy'
import type { Reader } from '@/lib/server/present/evidence'
import type { HistoryRecord } from '@/lib/server/store/history'

export type HistoryView = HistoryRecord

// What was said of sources and evidence may name a confidential one.
function isHidden(entry: HistoryRecord, reader: Reader): boolean {
  return /^(?:source|evidence)\./.test(entry.action) && !can(reader.role, 'source.read-confidential')
}

/** An entry for somebody: without what names a confidential source, unless they may know it. */
export function presentHistory(entry: HistoryRecord, reader: Reader): HistoryView {
  return isHidden(entry, reader) ? { ...entry, before: null, after: null } : entry
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

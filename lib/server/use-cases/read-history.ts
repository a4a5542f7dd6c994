import 'server-only'
import { can } from '@/lib/core/permissions/policy'
import { AppError } from '@/lib/server/boundary/app-error'
import type { Reader } from '@/lib/server/present/evidence'
import { findArticle } from '@/lib/server/store/articles'
import { type HistoryRecord, historyOfArticle } from '@/lib/server/store/history'

// What was said of sources and evidence may name a confidential one.
function isHidden(entry: HistoryRecord, reader: Reader): boolean {
  return /^(?:source|evidence)\./.test(entry.action) && !can(reader.role, 'source.read-confidential')
}

/** An entry for somebody: without what names a confidential source, unless they may know it. */
export function showHistory(entry: HistoryRecord, reader: Reader): HistoryRecord {
  return isHidden(entry, reader) ? { ...entry, before: null, after: null } : entry
}

/** What happened to an article, newest first, with the hash chain. */
export async function readHistory(
  reader: Reader,
  articleId: string,
  filter: {
    readonly subject?: string | undefined
    readonly person?: string | undefined
    /** Beginning of the action's name. */
    readonly action?: string | undefined
    readonly before?: number | undefined
    readonly limit: number
  },
): Promise<{ entries: HistoryRecord[]; nextBefore: number | null }> {
  if (!(await findArticle(articleId))) throw new AppError('not-found')
  const rows = await historyOfArticle(articleId, {
    subject: filter.subject,
    actorId: filter.person,
    action: filter.action,
    beforeSeq: filter.before,
    limit: filter.limit + 1,
  })
  const entries = rows.slice(0, filter.limit).map((entry) => showHistory(entry, reader))
  return { entries, nextBefore: rows.length > filter.limit ? (entries[entries.length - 1]?.seq ?? null) : null }
}

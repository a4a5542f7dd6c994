import 'server-only'
import { AppError } from '@/lib/server/boundary/app-error'
import type { Reader } from '@/lib/server/present/evidence'
import { type HistoryView, presentHistory } from '@/lib/server/present/history'
import { findArticle } from '@/lib/server/store/articles'
import { historyOfArticle } from '@/lib/server/store/history'

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
): Promise<{ entries: HistoryView[]; nextBefore: number | null }> {
  if (!(await findArticle(articleId))) throw new AppError('not-found')
  const rows = await historyOfArticle(articleId, {
    subject: filter.subject,
    actorId: filter.person,
    action: filter.action,
    beforeSeq: filter.before,
    limit: filter.limit + 1,
  })
  const entries = rows.slice(0, filter.limit).map((entry) => presentHistory(entry, reader))
  return { entries, nextBefore: rows.length > filter.limit ? (entries[entries.length - 1]?.seq ?? null) : null }
}

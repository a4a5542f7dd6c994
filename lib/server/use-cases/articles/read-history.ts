import 'server-only'
import { EVENTS, type EventName, eventNames } from '@/lib/core/history/events'
import { openArticle } from '@/lib/server/article/open-article'
import { type HistoryView, presentHistory } from '@/lib/server/present/history'
import type { Actor } from '@/lib/server/session'
import { historyOfArticle } from '@/lib/server/store/history'

/** Events that are kept in the record and shown to nobody. */
export const SILENT_EVENTS: readonly EventName[] = (Object.keys(EVENTS) as EventName[]).filter((name) => EVENTS[name].isSilent)

/** What happened to an article, newest first, with the hash chain. */
export async function readHistory(
  actor: Actor,
  articleId: string,
  filter: {
    readonly subject?: string | undefined
    readonly person?: string | undefined
    /** Beginning of the event's name. */
    readonly action?: string | undefined
    readonly before?: number | undefined
    readonly limit: number
  },
): Promise<{ entries: HistoryView[]; nextBefore: number | null }> {
  const open = await openArticle(actor, 'history.read', articleId)
  const rows = await historyOfArticle(open.id, {
    subject: filter.subject,
    actorId: filter.person,
    actions: filter.action ? eventNames(filter.action) : undefined,
    silent: SILENT_EVENTS,
    beforeSeq: filter.before,
    limit: filter.limit + 1,
  })
  const entries = rows.slice(0, filter.limit).map((entry) => presentHistory(entry, actor))
  return { entries, nextBefore: rows.length > filter.limit ? (entries[entries.length - 1]?.seq ?? null) : null }
}

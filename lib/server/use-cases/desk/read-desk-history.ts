import 'server-only'
import { type HistoryView, presentHistory } from '@/lib/server/present/history'
import type { Actor } from '@/lib/server/session'
import { historyOfDesk } from '@/lib/server/store/history'
import { SILENT_EVENTS } from '@/lib/server/use-cases/articles/read-history'

/** What happened to people, tokens and sources, newest first. No article is told of. */
export async function readDeskHistory(actor: Actor, limit: number): Promise<{ entries: HistoryView[] }> {
  return { entries: (await historyOfDesk(limit, SILENT_EVENTS)).map((entry) => presentHistory(entry, actor)) }
}

import 'server-only'
import { historyOfDesk } from '@/lib/server/store/history'

/** What happened to people, tokens, sources and settings, newest first. No article is concerned. */
export async function readDeskHistory(limit: number) {
  return { entries: await historyOfDesk(limit) }
}

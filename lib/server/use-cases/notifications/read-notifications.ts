import 'server-only'
import { presentPerson } from '@/lib/server/present/claim'
import type { NotificationView } from '@/lib/server/present/notification'
import type { Actor } from '@/lib/server/session'
import { countUnseenOf, markSeen, notificationsOf } from '@/lib/server/store/notifications'

/** Most that are listed, and most that are counted. */
export const NOTIFICATIONS_SHOWN = 100

/** What this person was told, the newest first. */
export async function readNotifications(actor: Actor): Promise<{ unseen: number; notifications: NotificationView[] }> {
  const [rows, unseen] = [await notificationsOf(actor.id, NOTIFICATIONS_SHOWN), await countUnseen(actor)]
  return {
    unseen,
    notifications: rows.map((row) => ({
      id: row.id,
      kind: row.kind,
      by: presentPerson({ id: row.byId, name: row.byName }),
      at: row.at.toISOString(),
      isSeen: row.seenAt !== null,
      article: { id: row.articleId, title: row.articleTitle },
      claim: row.claimId ? { id: row.claimId, number: Number(row.claimNumber), quote: row.claimQuote ?? '' } : null,
    })),
  }
}

/** How many of them they have not seen. */
export function countUnseen(actor: Actor): Promise<number> {
  return countUnseenOf(actor.id, NOTIFICATIONS_SHOWN)
}

export function seeNotifications(actor: Actor): Promise<void> {
  return markSeen(actor.id, new Date())
}

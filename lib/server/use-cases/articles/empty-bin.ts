import 'server-only'
import { describeCause, log } from '@/lib/server/log'
import { changeDesk } from '@/lib/server/record/change-desk'
import { articlesToPurge, type PurgeRule, purgeArticle, whyToPurge } from '@/lib/server/store/articles'
import { BIN_DAYS } from '@/lib/server/use-cases/articles/delete-article'

/**
 * Purges what has lain in the bin for {@link BIN_DAYS} days and what is due by
 * its day: the article and everything that hangs on it, its record too. The
 * desk's own record keeps that it was there, how long its chain was and the head
 * of it; `verify` stays sound and says so. What is held stays. Returns how many.
 */
export async function emptyBin(now: Date): Promise<number> {
  const rule: PurgeRule = { binnedBefore: new Date(now.getTime() - BIN_DAYS * 86_400_000), today: now.toISOString().slice(0, 10) }
  let count = 0
  for (const id of await articlesToPurge(rule))
    try {
      const isGone = await changeDesk(
        null,
        async (change) => {
          // Held, or taken out of the bin, since it was listed.
          const why = await whyToPurge(change.tx, id, rule)
          if (!why) return false
          const left = await purgeArticle(change.tx, id)
          change.record({ name: 'article.purged', subject: `article:${id}`, before: null, after: { why, ...left } })
          return true
        },
        now,
      )
      if (isGone) count++
    } catch (error) {
      // The others are emptied all the same; this one is tried again tomorrow.
      log.error({ article: id, cause: describeCause(error) }, 'an article could not be emptied out of the bin')
    }
  return count
}

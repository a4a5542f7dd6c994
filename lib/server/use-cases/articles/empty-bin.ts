import 'server-only'
import { describeCause, log } from '@/lib/server/log'
import { changeDesk } from '@/lib/server/record/change-desk'
import { articlesToPurge, purgeArticle } from '@/lib/server/store/articles'
import { BIN_DAYS } from '@/lib/server/use-cases/articles/delete-article'

/**
 * Purges what has lain in the bin for {@link BIN_DAYS} days and what is due by
 * its day: the article and everything that hangs on it, its record too. The
 * desk's own record keeps that it was there, how long its chain was and the head
 * of it; `verify` stays sound and says so. What is held stays. Returns how many.
 */
export async function emptyBin(now: Date): Promise<number> {
  const due = await articlesToPurge(new Date(now.getTime() - BIN_DAYS * 86_400_000), now.toISOString().slice(0, 10))
  let count = 0
  for (const { id, why } of due)
    try {
      await changeDesk(
        null,
        async (change) => {
          const left = await purgeArticle(change.tx, id)
          change.record({ name: 'article.purged', subject: `article:${id}`, before: null, after: { why, ...left } })
        },
        now,
      )
      count++
    } catch (error) {
      // The others are emptied all the same; this one is tried again tomorrow.
      log.error({ article: id, cause: describeCause(error) }, 'an article could not be emptied out of the bin')
    }
  return count
}

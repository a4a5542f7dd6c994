import 'server-only'
import { describeCause, log } from '@/lib/server/log'
import { changeDesk } from '@/lib/server/record/change-desk'
import { articlesInBinSince, purgeArticle } from '@/lib/server/store/articles'
import { BIN_DAYS } from '@/lib/server/use-cases/articles/delete-article'

/**
 * Empties the bin of what has lain there for {@link BIN_DAYS} days: the article
 * and everything that hangs on it, its record too. The desk's own record keeps
 * that it was there and is gone; `verify` stays sound. Returns how many.
 */
export async function emptyBin(now: Date): Promise<number> {
  const ids = await articlesInBinSince(new Date(now.getTime() - BIN_DAYS * 86_400_000))
  let count = 0
  for (const id of ids)
    try {
      await changeDesk(
        null,
        async (change) => {
          const rows = await purgeArticle(change.tx, id)
          change.record({ name: 'article.purged', subject: `article:${id}`, before: null, after: { rows } })
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

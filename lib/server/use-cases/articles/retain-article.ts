import 'server-only'
import type { Retention } from '@/lib/core/workflow/retention'
import { AppError } from '@/lib/server/app-error'
import { changeArticle } from '@/lib/server/article/change-article'
import { openArticle } from '@/lib/server/article/open-article'
import type { Actor } from '@/lib/server/session'
import { setArticleRetention } from '@/lib/server/store/articles'

/** Whether an article is held, and when it goes. */
export async function readRetention(actor: Actor, articleId: string): Promise<Retention> {
  const { article } = await openArticle(actor, 'article.retain', articleId)
  return { hold: article.hold, purgeOn: article.purgeOn }
}

/**
 * Holds an article (nothing of it is deleted while it is held), lets it go, or
 * sets the day on which its contents are purged. A day that is past is refused.
 */
export async function retainArticle(actor: Actor, articleId: string, wanted: Retention): Promise<void> {
  await changeArticle(actor, 'article.retain', articleId, async (change) => {
    const before: Retention = { hold: change.article.hold, purgeOn: change.article.purgeOn }
    const hold = wanted.hold?.trim() || null
    const after: Retention = { hold, purgeOn: wanted.purgeOn }
    if (after.purgeOn !== null && after.purgeOn !== before.purgeOn && after.purgeOn <= change.now.toISOString().slice(0, 10))
      throw new AppError('invalid-input', 'Choose a day that is still to come: contents are purged at the beginning of that day (UTC).')
    if (before.hold === after.hold && before.purgeOn === after.purgeOn) return
    await setArticleRetention(change.tx, change.id, after)
    change.record({ name: 'article.retention-changed', subject: 'article', before, after })
  })
}

import 'server-only'
import { AppError } from '@/lib/server/boundary/app-error'
import { write } from '@/lib/server/db'
import { changeArticle, changeWithin } from '@/lib/server/live/change-article'
import type { Actor } from '@/lib/server/session'
import { findDeletedArticle, setArticleDeleted } from '@/lib/server/store/articles'

/** How long a deleted article can be brought back, in days. */
export const BIN_DAYS = 30

/** Puts an article in the bin. */
export function deleteArticle(actor: Actor, articleId: string): Promise<void> {
  return changeArticle(actor, articleId, async (change) => {
    await change.record('article.deleted', 'article', { title: change.article.title }, null)
    await setArticleDeleted(change.tx, articleId, change.now)
  })
}

/** Takes an article out of the bin. */
export async function restoreArticle(actor: Actor, articleId: string): Promise<void> {
  const article = await findDeletedArticle(articleId)
  if (!article?.deletedAt) throw new AppError('not-found')
  if (Date.now() - article.deletedAt.getTime() > BIN_DAYS * 86_400_000)
    throw new AppError('not-found', `This article was deleted more than ${BIN_DAYS} days ago and can no longer be restored.`)
  await write(async (tx) => {
    await setArticleDeleted(tx, articleId, null)
    await changeWithin(tx, actor, articleId, new Date(), (change) =>
      change.record('article.restored', 'article', null, { title: article.title }),
    )
  })
}

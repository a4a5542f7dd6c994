import 'server-only'
import { AppError } from '@/lib/server/app-error'
import { changeArticle } from '@/lib/server/article/change-article'
import type { Actor } from '@/lib/server/session'
import { setArticleDeleted } from '@/lib/server/store/articles'

/** How long a deleted article can be brought back, in days. */
export const BIN_DAYS = 30

/** Puts an article in the bin. */
export async function deleteArticle(actor: Actor, articleId: string): Promise<void> {
  await changeArticle(actor, 'article.delete', articleId, async (change) => {
    if (change.article.hold !== null)
      throw new AppError('refused', `This article is held and cannot be deleted: ${change.article.hold} An admin can let it go.`)
    change.record({ name: 'article.deleted', subject: 'article', before: { title: change.article.title }, after: null })
    await setArticleDeleted(change.tx, articleId, change.now)
  })
}

/** Takes an article out of the bin. */
export async function restoreArticle(actor: Actor, articleId: string): Promise<void> {
  await changeArticle(
    actor,
    'article.restore',
    articleId,
    async (change) => {
      const { deletedAt, title } = change.article
      if (deletedAt && change.now.getTime() - deletedAt.getTime() > BIN_DAYS * 86_400_000)
        throw new AppError('not-found', `This article was deleted more than ${BIN_DAYS} days ago and can no longer be restored.`)
      await setArticleDeleted(change.tx, articleId, null)
      change.record({ name: 'article.restored', subject: 'article', before: null, after: { title } })
    },
    { inBin: true },
  )
}

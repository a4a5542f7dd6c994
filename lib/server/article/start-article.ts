import 'server-only'
import type { Node } from '@tiptap/pm/model'
import { CHAIN_START } from '@/lib/core/history/chain'
import { can } from '@/lib/core/permissions/policy'
import { countWords } from '@/lib/core/text/words'
import { textOf } from '@/lib/editor/text-map'
import { AppError } from '@/lib/server/app-error'
import { type ArticleChange, runChange } from '@/lib/server/article/change-article'
import { newId, sha256 } from '@/lib/server/ids'
import type { Actor } from '@/lib/server/session'
import { insertSnapshot } from '@/lib/server/store/article-log'
import { insertArticle } from '@/lib/server/store/articles'
import { asOpened } from '@/lib/server/store/opened-id'

/** Makes an article of a document; `work` adds what came with it, in the same change. Returns what `work` returns. */
export async function startArticle<T>(
  actor: Actor,
  doc: Node,
  about: { readonly title: string; readonly isSample: boolean },
  work: (change: ArticleChange) => Promise<T>,
): Promise<T> {
  if (!can(actor, 'article.create')) throw new AppError('forbidden')
  const id = newId()
  const text = textOf(doc)
  const made = {
    id,
    ...about,
    textHash: sha256(text),
    words: countWords(text),
    historySeq: 0,
    historyHash: CHAIN_START,
    createdById: actor.id,
  }
  const document = JSON.stringify(doc.toJSON())
  return runChange(
    actor,
    'article.create',
    async (change) => {
      change.recordOnDesk({ name: 'article.registered', subject: `article:${id}`, before: null, after: null })
      return work(change)
    },
    async (tx, now) => {
      const article = { ...made, createdAt: now, updatedAt: now }
      await insertArticle(tx, article)
      await insertSnapshot(tx, asOpened(id), 0, document, now)
      return {
        article: {
          ...article,
          version: 0,
          nextClaimNumber: 1,
          access: 'desk',
          people: [],
          blindFor: {},
          hold: null,
          purgeOn: null,
          assistantFrom: null,
          deletedAt: null,
        },
        doc,
      }
    },
  )
}

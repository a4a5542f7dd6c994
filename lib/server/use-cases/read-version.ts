import 'server-only'
import { textOf } from '@/lib/editor/text-map'
import { AppError } from '@/lib/server/boundary/app-error'
import { sha256 } from '@/lib/server/ids'
import { loadDocument } from '@/lib/server/live/article-document'
import { authorOfStep } from '@/lib/server/store/article-log'
import { findArticle } from '@/lib/server/store/articles'

/** The text of an article as it was after `version` steps, and who wrote the last of them. */
export async function readVersion(articleId: string, version: number) {
  const article = await findArticle(articleId)
  if (!article || version > article.version) throw new AppError('not-found', 'The article never had this version.')
  const doc = await loadDocument(articleId, version)
  const text = textOf(doc)
  const step = version > 0 ? await authorOfStep(articleId, version - 1) : null
  return {
    version,
    text,
    textHash: sha256(text),
    document: doc.toJSON(),
    at: (step?.at ?? article.createdAt).toISOString(),
    by: step?.user ?? null,
  }
}

import type { LoggedStep } from '@/lib/server/store/article-log'
import type { Database } from '@/lib/server/store/sqlite/open-database'

/** An article's text as it lies in the file: snapshots and steps, oldest first. */
export interface StoredLog {
  readonly id: string
  readonly title: string
  readonly textHash: string
  readonly snapshots: readonly { readonly version: number; readonly document: string }[]
  readonly steps: readonly Pick<LoggedStep, 'version' | 'step'>[]
}

/** The log of every article, one after another. */
export function* readLog(db: Database): Generator<StoredLog> {
  const snapshots = db.prepare('SELECT "version", "document" FROM "ArticleSnapshot" WHERE "articleId" = ? ORDER BY "version"')
  const steps = db.prepare('SELECT "version", "step" FROM "ArticleStep" WHERE "articleId" = ? ORDER BY "version"')
  const articles = db.prepare('SELECT "id", "title", "textHash" FROM "Article"').all() as Pick<StoredLog, 'id' | 'title' | 'textHash'>[]
  for (const article of articles)
    yield {
      ...article,
      snapshots: snapshots.all(article.id) as StoredLog['snapshots'][number][],
      steps: steps.all(article.id) as StoredLog['steps'][number][],
    }
}

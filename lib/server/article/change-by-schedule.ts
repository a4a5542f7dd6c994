import 'server-only'
import type { ArticleEvent } from '@/lib/core/history/events'
import { publish } from '@/lib/server/article/hub'
import { type Tx, write } from '@/lib/server/db'
import { LostRace, mustBeTied, Recorder, retryRace } from '@/lib/server/record/recorder'
import { type ArticleRecord, findArticle, updateArticleHead } from '@/lib/server/store/articles'
import { asOpened, type OpenedId } from '@/lib/server/store/opened-id'

/** What the desk's own schedule may do with an article; its text stays. */
export interface ScheduledChange {
  readonly id: OpenedId
  readonly tx: Tx
  readonly article: ArticleRecord
  readonly record: (event: ArticleEvent) => void
  /** Claims of which something changed that people look at. */
  readonly touch: (claimId: string) => void
}

/**
 * A change the desk makes by itself, on a day an admin set: nobody asks, so
 * nobody's rights are asked. Rows and record are on disk together when this
 * returns, or nothing is. Returns null when the article is gone.
 */
export async function changeBySchedule<T>(articleId: string, now: Date, work: (change: ScheduledChange) => Promise<T>): Promise<T | null> {
  return retryRace(() => changeOnce(articleId, now, work))
}

async function changeOnce<T>(articleId: string, now: Date, work: (change: ScheduledChange) => Promise<T>): Promise<T | null> {
  const touched = new Set<string>()
  const result = await write(async (tx) => {
    const article = await findArticle(articleId, tx)
    if (!article) return null
    const recorder = new Recorder()
    const id = asOpened(article.id)
    const value = await work({
      id,
      tx,
      article,
      record: (event) => recorder.add({ event, version: article.version }),
      touch: (claimId) => touched.add(claimId),
    })
    const { version, historySeq: seq, historyHash: hash, textHash, words, title, updatedAt, nextClaimNumber } = article
    const head = recorder.isEmpty ? { seq, hash } : await recorder.append(tx, { name: id, head: { seq, hash } }, { actorId: null, at: now })
    mustBeTied(tx)
    const next = { version, textHash, words, title, updatedAt, nextClaimNumber, historySeq: head.seq, historyHash: head.hash }
    if (!(await updateArticleHead(tx, id, { version, historySeq: seq }, next))) throw new LostRace()
    return value
  })
  if (touched.size > 0) publish({ articleId, claimIds: [...touched], removedClaimIds: [], actorId: '' })
  return result
}

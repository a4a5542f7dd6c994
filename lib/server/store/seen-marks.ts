import 'server-only'
import { database, type Tx } from '@/lib/server/db'
import type { OpenedId } from '@/lib/server/store/opened-id'

/** Up to where somebody has seen an article. */
export interface SeenMark {
  readonly historySeq: number
  readonly version: number
  readonly at: Date
}

/** Null on the first visit. */
export function findSeenMark(userId: string, articleId: OpenedId): Promise<SeenMark | null> {
  return database().seenMark.findUnique({
    where: { userId_articleId: { userId, articleId } },
    select: { historySeq: true, version: true, at: true },
  })
}

export async function saveSeenMark(tx: Tx, userId: string, articleId: OpenedId, mark: SeenMark): Promise<void> {
  await tx.seenMark.upsert({ where: { userId_articleId: { userId, articleId } }, create: { userId, articleId, ...mark }, update: mark })
}

import 'server-only'
import { database, type Tx } from '@/lib/server/db'

export interface LookRecord {
  readonly historySeq: number
  readonly version: number
  readonly at: Date
}

/** Up to where somebody has seen an article, or null on the first visit. */
export function findLook(userId: string, articleId: string): Promise<LookRecord | null> {
  return database().look.findUnique({
    where: { userId_articleId: { userId, articleId } },
    select: { historySeq: true, version: true, at: true },
  })
}

export async function saveLook(tx: Tx, userId: string, articleId: string, look: LookRecord): Promise<void> {
  await tx.look.upsert({
    where: { userId_articleId: { userId, articleId } },
    create: { userId, articleId, ...look },
    update: look,
  })
}

import 'server-only'
import { database } from '@/lib/server/db'

/**
 * The article something hangs on, by the thing's id alone; null when there is
 * no such thing. Says nothing else: who may know is asked of the article.
 */
export const OWNERS = {
  claim: async (id: string) => (await database().claim.findUnique({ where: { id }, select: { articleId: true } }))?.articleId ?? null,
  note: async (id: string) =>
    (await database().note.findUnique({ where: { id }, select: { claim: { select: { articleId: true } } } }))?.claim.articleId ?? null,
  evidence: async (id: string) =>
    (await database().evidence.findUnique({ where: { id }, select: { claim: { select: { articleId: true } } } }))?.claim.articleId ?? null,
  correction: async (id: string) => {
    const row = await database().correction.findUnique({
      where: { id },
      select: { articleId: true, claim: { select: { articleId: true } } },
    })
    return row?.articleId ?? row?.claim?.articleId ?? null
  },
} as const satisfies Record<string, (id: string) => Promise<string | null>>

export type Owned = keyof typeof OWNERS

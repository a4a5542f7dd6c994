import 'server-only'
import type { ClaimState, Freshness, Outcome } from '@/lib/core/claim/claim'
import { selectRows } from '@/lib/server/store/sqlite/select-rows'
import { visibleTo } from '@/lib/server/store/visibility'
import { Prisma } from '@/prisma/generated/client'

export interface CheckedBefore {
  readonly id: string
  readonly number: number
  readonly quote: string
  readonly statement: string | null
  readonly state: ClaimState
  readonly outcome: Outcome | null
  readonly freshness: Freshness
  readonly decidedAt: Date | null
  readonly evidenceCount: number
  readonly article: { readonly id: string; readonly title: string }
}

/** How many that the index ranks first are looked at, whoever may open them. */
const RANKED = 200

/** Words of a query; the more of them, the longer the index takes. The longest tell most. */
const ASKED = 6

/** The index asked for any of some folded words, the best matches first. */
export function archiveQuery(words: readonly string[]): string {
  return [...words]
    .sort((a, b) => b.length - a.length)
    .slice(0, ASKED)
    .map((word) => `"${word}"`)
    .join(' OR ')
}

/** Decided claims that have some of the words, in articles somebody may open, the best matches first. */
export async function findDecidedLike(readerId: string, words: readonly string[], not: string | null): Promise<CheckedBefore[]> {
  if (words.length === 0) return []
  type Row = Omit<CheckedBefore, 'article' | 'evidenceCount'> & {
    readonly articleId: string
    readonly articleTitle: string
    readonly evidenceCount: bigint | number
  }
  const rows = await selectRows<Row>(Prisma.sql`
    SELECT c."id", c."number", c."quote", c."statement", c."state", c."outcome", c."freshness", c."decisionAt" AS "decidedAt",
      a."id" AS "articleId", a."title" AS "articleTitle",
      (SELECT COUNT(*) FROM "Evidence" e WHERE e."claimId" = c."id" AND e."deletedAt" IS NULL) AS "evidenceCount"
    FROM (SELECT rowid AS "row", rank AS "place" FROM "search_claim" WHERE "search_claim" MATCH ${archiveQuery(words)} ORDER BY rank LIMIT ${RANKED}) s
      CROSS JOIN "SearchText" t ON t."row" = s."row" CROSS JOIN "Claim" c ON c."id" = t."id" CROSS JOIN "Article" a ON a."id" = c."articleId"
    WHERE c."deletedAt" IS NULL AND a."deletedAt" IS NULL AND c."decisionAt" IS NOT NULL AND c."id" <> ${not ?? ''} AND ${visibleTo(readerId)}
    ORDER BY s."place"`)
  return rows.map(({ articleId, articleTitle, evidenceCount, ...claim }) => ({
    ...claim,
    evidenceCount: Number(evidenceCount),
    article: { id: articleId, title: articleTitle },
  }))
}

import 'server-only'
import { DOUBTS, type Doubt } from '@/lib/core/claim/doubts'
import type { Tx } from '@/lib/server/db'
import type { OpenedId } from '@/lib/server/store/opened-id'
import { selectRows } from '@/lib/server/store/sqlite/select-rows'
import { Prisma } from '@/prisma/generated/client'

/** The question behind {@link doubtsOfArticle}. */
export function doubtsQuery(articleId: OpenedId): Prisma.Sql {
  // Times are text of one form in the database; an outside reader's are ISO in JSON: the first 23 letters are the same in both.
  // The plus keeps nearly all sources, which are merged into none, from being where the search begins.
  return Prisma.sql`
    SELECT s."claimId" AS "claimId", 'differ' AS "doubt" FROM "SecondCheck" s JOIN "Claim" c ON c."id" = s."claimId"
      WHERE s."articleId" = ${articleId} AND s."agrees" = 0 AND s."answeredAt" IS NOT NULL AND s."closedAt" IS NULL AND s."settledAt" IS NULL
        AND (c."decisionAt" IS NULL OR c."decisionAt" <= s."answeredAt")
    UNION
    SELECT c."id", 'source' FROM "Source" o CROSS JOIN "Source" m ON m."id" = o."id" OR m."mergedIntoId" = o."id"
        CROSS JOIN "Evidence" e ON e."sourceId" = m."id" JOIN "Claim" c ON c."id" = e."claimId"
      WHERE o."standing" IN ('corrected', 'withdrawn') AND +o."mergedIntoId" IS NULL AND e."deletedAt" IS NULL AND c."articleId" = ${articleId} AND c."decisionAt" < o."standingAt"
    UNION
    SELECT c."id", 'disputed' FROM "Contact" k CROSS JOIN json_each(k."answers") j JOIN "Claim" c ON c."id" = j."value" ->> 'claimId'
      WHERE k."articleId" = ${articleId} AND k."deletedAt" IS NULL AND j."value" ->> 'said' IN ('disputed', 'corrected')
        AND c."articleId" = k."articleId" AND c."outcome" IS NOT 'wrong' AND c."decisionAt" < k."createdAt"
    UNION
    SELECT c."id", 'disputed' FROM "OutsideLink" l CROSS JOIN json_each(l."answers") j JOIN "Claim" c ON c."id" = j."value" ->> 'claimId'
      WHERE l."articleId" = ${articleId} AND j."value" ->> 'said' = 'wrong' AND c."outcome" IS NOT 'wrong'
        AND substr(c."decisionAt", 1, 23) < substr(j."value" ->> 'at', 1, 23)
        AND NOT EXISTS (SELECT 1 FROM json_each(l."answers") n WHERE n."key" > j."key" AND n."value" ->> 'claimId' = c."id")
    UNION
    SELECT c."id", 'print' FROM "Erratum" x JOIN "Claim" c ON c."id" = x."claimId"
      WHERE x."articleId" = ${articleId} AND x."deletedAt" IS NULL AND c."outcome" IN ('confirmed', 'changed') AND c."decisionAt" < x."createdAt"`
}

/**
 * What came up against the decisions of an article since they were made, by
 * claim; all but what a day brings (`isDueAgain`). Each part begins where there
 * is little of it: with checks, errata and contacts of the article, and with
 * sources that do not stand any more.
 */
export async function doubtsOfArticle(articleId: OpenedId, tx?: Tx): Promise<Map<string, Doubt[]>> {
  const query = doubtsQuery(articleId)
  interface Row {
    readonly claimId: string
    readonly doubt: Doubt
  }
  const rows = tx ? await tx.$queryRaw<Row[]>(query) : await selectRows<Row>(query)
  const found = new Map<string, Doubt[]>()
  for (const { claimId, doubt } of rows)
    found.set(
      claimId,
      [...(found.get(claimId) ?? []), doubt].sort((a, b) => DOUBTS.indexOf(a) - DOUBTS.indexOf(b)),
    )
  return found
}

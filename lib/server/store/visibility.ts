import 'server-only'
import { Prisma } from '@/prisma/generated/client'

/** SQL: the article `a` may be opened by somebody. The same rule as core's `canOpen`, for lists. */
export function visibleTo(readerId: string): Prisma.Sql {
  return Prisma.sql`(a."access" = 'desk' OR EXISTS (SELECT 1 FROM "ArticleAccess" w WHERE w."articleId" = a."id" AND w."userId" = ${readerId}))`
}

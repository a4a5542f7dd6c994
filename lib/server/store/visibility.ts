import 'server-only'
import { Prisma } from '@/prisma/generated/client'

/** SQL: the article `a` may be opened by somebody, and is not closed to them while they check a claim of it blind. The same rule as `admit`, for lists. */
export function visibleTo(readerId: string): Prisma.Sql {
  return Prisma.sql`(a."access" = 'desk' OR EXISTS (SELECT 1 FROM "ArticleAccess" w WHERE w."articleId" = a."id" AND w."userId" = ${readerId})) AND (a."blindFor" IS NULL OR json_extract(a."blindFor", '$."' || ${readerId} || '"') IS NULL)`
}

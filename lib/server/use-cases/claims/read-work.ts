import 'server-only'
import { PRIORITIES } from '@/lib/core/claim/claim'
import { type BoardClaimView, presentClaim } from '@/lib/server/present/claim'
import type { QueryView, WorkView } from '@/lib/server/present/work'
import type { Actor } from '@/lib/server/session'
import { listClaims } from '@/lib/server/store/claims'
import { type OpenQuery, openQueriesTo } from '@/lib/server/store/notes'

/** Most things of each kind that are listed. */
const SHOWN = 100

/** What waits for somebody: questions to them, claims whose words changed after they decided, and claims assigned to them. */
export async function readWork(actor: Actor): Promise<WorkView> {
  const list = async (filter: Omit<Parameters<typeof listClaims>[1], 'limit'>) =>
    (await listClaims(actor.id, { ...filter, limit: SHOWN })).map(
      (claim): BoardClaimView => ({ ...presentClaim(claim, null), article: claim.article }),
    )
  const [queries, stale, around, unchecked, begun, waiting] = await Promise.all([
    openQueriesTo(actor.id, SHOWN),
    list({ decidedById: actor.id, freshness: 'stale' }),
    list({ decidedById: actor.id, freshness: 'context-changed' }),
    list({ assigneeId: actor.id, state: 'unchecked' }),
    list({ assigneeId: actor.id, state: 'in-progress' }),
    list({ assigneeId: actor.id, state: 'waiting' }),
  ])
  return {
    queries: queries.map(presentQuery),
    changed: byPriority([...stale, ...around]),
    assigned: byPriority([...begun, ...unchecked, ...waiting]),
  }
}

/** High first; within one, those changed longest ago. */
function byPriority(claims: readonly BoardClaimView[]): BoardClaimView[] {
  return [...claims].sort(
    (a, b) => PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority) || a.updatedAt.localeCompare(b.updatedAt),
  )
}

function presentQuery(query: OpenQuery): QueryView {
  return {
    id: query.id,
    text: query.text,
    askedBy: query.askedBy,
    askedAt: query.askedAt.toISOString(),
    due: query.dueAt?.toISOString() ?? null,
    claim: { id: query.claimId, number: Number(query.claimNumber), quote: query.claimQuote },
    article: { id: query.articleId, title: query.articleTitle },
  }
}

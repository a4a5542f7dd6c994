import 'server-only'
import { PRIORITIES } from '@/lib/core/claim/claim'
import { type BoardClaimView, presentClaim } from '@/lib/server/present/claim'
import type { QueryView, WorkView } from '@/lib/server/present/work'
import type { Actor } from '@/lib/server/session'
import { listClaims } from '@/lib/server/store/claims'
import { type OpenQuery, openQueriesTo } from '@/lib/server/store/notes'
import { openSecondChecksOf } from '@/lib/server/store/second-checks'
import { voidSignOffsOf } from '@/lib/server/store/sign-offs'

/** Most things of each kind that are listed. */
const SHOWN = 100
/** After every day. */
const NEVER = '9999-12-31'
/** How far ahead claims to be looked at again are listed, in ms. */
const SOON_MS = 7 * 86_400_000

/** What waits for somebody: questions to them, claims whose words changed after they decided, and claims assigned to them. */
export async function readWork(actor: Actor): Promise<WorkView> {
  const list = async (filter: Omit<Parameters<typeof listClaims>[1], 'limit'>) =>
    (await listClaims(actor.id, { ...filter, limit: SHOWN })).map(
      (claim): BoardClaimView => ({ ...presentClaim(claim, null), article: claim.article }),
    )
  const soon = new Date(Date.now() + SOON_MS).toISOString().slice(0, 10)
  const [
    signed,
    checks,
    queries,
    stale,
    around,
    unchecked,
    begun,
    waiting,
    dueUnchecked,
    dueBegun,
    dueWaiting,
    decidedAgain,
    assignedAgain,
  ] = await Promise.all([
    voidSignOffsOf(actor.id, SHOWN),
    openSecondChecksOf(actor.id, SHOWN),
    openQueriesTo(actor.id, SHOWN),
    list({ decidedById: actor.id, freshness: 'stale' }),
    list({ decidedById: actor.id, freshness: 'context-changed' }),
    list({ assigneeId: actor.id, state: 'unchecked' }),
    list({ assigneeId: actor.id, state: 'in-progress' }),
    list({ assigneeId: actor.id, state: 'waiting' }),
    // Also those that many others were changed after.
    list({ assigneeId: actor.id, state: 'unchecked', dueBy: NEVER }),
    list({ assigneeId: actor.id, state: 'in-progress', dueBy: NEVER }),
    list({ assigneeId: actor.id, state: 'waiting', dueBy: NEVER }),
    list({ decidedById: actor.id, recheckBy: soon }),
    list({ assigneeId: actor.id, recheckBy: soon }),
  ])
  return {
    signed: signed.map(({ articleId, articleTitle, role, at }) => ({
      article: { id: articleId, title: articleTitle },
      role,
      at: at.toISOString(),
    })),
    checks: checks.map(({ id, askedAt, askedBy, claim, article }) => ({
      id,
      askedBy: askedBy.name,
      askedAt: askedAt.toISOString(),
      claimNumber: claim.number,
      articleTitle: article.title,
    })),
    queries: queries.map(presentQuery),
    again: toLookAtAgain([...decidedAgain, ...assignedAgain]),
    changed: byPriority([...stale, ...around]),
    assigned: byDue([...dueUnchecked, ...dueBegun, ...dueWaiting, ...begun, ...unchecked, ...waiting]),
  }
}

/** Those decided on or after their day were looked at again. */
function toLookAtAgain(claims: readonly BoardClaimView[]): BoardClaimView[] {
  const open = claims.filter(({ recheckOn, decision }) => recheckOn && !(decision && decision.at.slice(0, 10) >= recheckOn))
  return [...new Map(open.map((claim) => [claim.id, claim])).values()].sort((a, b) => (a.recheckOn ?? '').localeCompare(b.recheckOn ?? ''))
}

/** Each once: those due first, then by priority. */
function byDue(claims: readonly BoardClaimView[]): BoardClaimView[] {
  const each = [...new Map(claims.map((claim) => [claim.id, claim])).values()]
  return byPriority(each).sort((a, b) => (a.dueOn ?? NEVER).localeCompare(b.dueOn ?? NEVER))
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

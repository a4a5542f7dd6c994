import 'server-only'
import { type ComparedRow, compareTexts } from '@/lib/core/article/compare-texts'
import type { ClaimState, Confidence, Freshness, Outcome } from '@/lib/core/claim/claim'
import type { Person } from '@/lib/core/claim/claim-record'
import { claimOf, eventKind } from '@/lib/core/history/events'
import { placeOf } from '@/lib/editor/queries/claim-place'
import { claimRanges } from '@/lib/editor/queries/claim-ranges'
import { textOf } from '@/lib/editor/text-map'
import { AppError } from '@/lib/server/app-error'
import { type OpenArticle, openArticle } from '@/lib/server/article/open-article'
import { sha256 } from '@/lib/server/ids'
import { type ClaimView, inReadingOrder, presentClaim } from '@/lib/server/present/claim'
import type { Actor } from '@/lib/server/session'
import { authorsOfSteps } from '@/lib/server/store/article-log'
import { claimsEverOfArticle } from '@/lib/server/store/claims'
import { historyOfArticle } from '@/lib/server/store/history'
import { namedVersions } from '@/lib/server/store/named-versions'
import { othersSince } from '@/lib/server/use-cases/versions/manage-versions'

/** The text of an article as it was after `version` steps, with its claims as they stood and who wrote the last step. */
export async function readVersion(actor: Actor, articleId: string, version: number) {
  const open = await openVersion(actor, articleId, version)
  const { article } = open
  const doc = await open.document(version)
  const text = textOf(doc)
  const step = version > 0 ? (await authorsOfSteps(open.id, [version - 1])).get(version - 1) : undefined
  return {
    version,
    title: article.title,
    text,
    textHash: sha256(text),
    document: doc.toJSON() as unknown,
    at: (step?.at ?? article.createdAt).toISOString(),
    by: step?.user ?? null,
    names: (await namedVersions(open.id)).filter((one) => one.version === version).map((one) => one.name),
    claims: await claimsAsOf(open, version),
    /** Who else changed the text since: restoring this version takes their words out. */
    others: await othersSince(actor, open.id, version, article.version),
  }
}

/** Two versions beside each other. */
export async function compareVersions(
  actor: Actor,
  articleId: string,
  from: number,
  to: number,
): Promise<{ from: number; to: number; rows: ComparedRow[] }> {
  const open = await openVersion(actor, articleId, Math.max(from, to))
  const [before, after] = [await open.document(from), await open.document(to)]
  return { from, to, rows: compareTexts(textOf(before), textOf(after)) }
}

async function openVersion(actor: Actor, articleId: string, version: number): Promise<OpenArticle> {
  const open = await openArticle(actor, 'article.read', articleId)
  if (version > open.article.version) throw new AppError('not-found', 'The article never had this version.')
  return open
}

/** What history keeps of a claim, in the form it was written down. */
interface Remembered {
  state?: ClaimState
  outcome?: Outcome | null
  confidence?: Confidence | null
  freshness?: Freshness
  decision?: {
    readonly quote: string
    readonly sentence: string
    readonly version: number
    readonly at: string
    readonly by: Person
  } | null
  [field: string]: unknown
}

/**
 * Claims as they stood while a version was the current one: today's fields,
 * less every change the history has since, on the words they were on then.
 */
async function claimsAsOf(open: OpenArticle, version: number): Promise<ClaimView[]> {
  const doc = await open.document(version)
  const places = claimRanges(doc)
  const fields = new Map<string, Remembered>()
  const notYet = new Set<string>()
  const bin = new Map<string, boolean>()
  for (const entry of await historyOfArticle(open.id, { afterVersion: version })) {
    const id = claimOf(entry.subject)
    if (!id) continue
    const was = (entry.before ?? {}) as Remembered
    if (entry.action === 'claim.created') notYet.add(id)
    else if (entry.action === 'claim.removed') bin.set(id, false)
    else if (entry.action === 'claim.restored') bin.set(id, true)
    else if (entry.action === 'claim.updated' || entry.action === 'claim.decided' || entry.action === 'claim.undone') {
      const { assigneeId: _, quote: __, ...plain } = was
      fields.set(id, { ...fields.get(id), ...plain })
    } else if (eventKind(entry.action).freshness && was.freshness) fields.set(id, { ...fields.get(id), freshness: was.freshness })
  }
  const claims = await claimsEverOfArticle(open.id)
  return inReadingOrder(
    claims
      .filter(({ record, isDeleted }) => !notYet.has(record.id) && !(bin.get(record.id) ?? isDeleted))
      .map(({ record }) => {
        const view = presentClaim(record, placeOf(doc, places.get(record.id)))
        const then = fields.get(record.id)
        return then ? ({ ...view, ...then } as ClaimView) : view
      }),
  )
}

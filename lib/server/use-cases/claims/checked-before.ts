import 'server-only'
import { EVIDENCE_LIMITS } from '@/lib/core/evidence/evidence'
import { likeness, tellingWords } from '@/lib/core/text/likeness'
import { AppError } from '@/lib/server/app-error'
import { type ArticleChange, changeOwned } from '@/lib/server/article/change-article'
import { openOwned } from '@/lib/server/article/open-article'
import { newId } from '@/lib/server/ids'
import { isHiddenFrom } from '@/lib/server/present/evidence'
import type { Actor } from '@/lib/server/session'
import { type CheckedBefore, findDecidedLike } from '@/lib/server/store/checked-before'
import { findClaim, touchClaim } from '@/lib/server/store/claims'
import { type EvidenceRecord, evidenceOfClaim, insertEvidence } from '@/lib/server/store/evidence'
import { claimIn } from '@/lib/server/use-cases/claims/move-claim'

/** How alike two claims are for one to be shown beside the other, and how many are. */
const ALIKE = 0.45
const SHOWN = 5

export type CheckedBeforeView = Omit<CheckedBefore, 'decidedAt'> & { readonly decidedAt: string | null; readonly likeness: number }

/** Decided claims like some words, in other places of the articles this person may open, the likest first. */
export async function findCheckedBefore(actor: Actor, text: string, not: string | null): Promise<CheckedBeforeView[]> {
  const words = tellingWords(text)
  return (await findDecidedLike(actor.id, words, not))
    .map((claim) => ({
      ...claim,
      decidedAt: claim.decidedAt?.toISOString() ?? null,
      // What a claim says is in its words, or in the statement somebody made of them.
      likeness: Math.max(likeness(words, tellingWords(claim.quote)), claim.statement ? likeness(words, tellingWords(claim.statement)) : 0),
    }))
    .filter((claim) => claim.likeness >= ALIKE)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, SHOWN)
}

/**
 * Takes the evidence of another claim over, to be confirmed: it carries nothing
 * until somebody has said that it bears on this claim. The outcome is never
 * taken over. What rests on the same source with the same quote is not taken twice.
 */
export async function takeEvidence(actor: Actor, claimId: string, fromClaimId: string): Promise<{ readonly taken: number }> {
  const from = await openOwned(actor, 'article.read', 'claim', fromClaimId)
  const earlier = await findClaim(from.id, fromClaimId)
  if (!earlier) throw new AppError('not-found')
  if (Object.keys(from.article.blindFor).length > 0)
    throw new AppError('refused', 'A claim of that article is being checked blind, and its evidence would tell. Take it over after that.')
  const offered = (await evidenceOfClaim(from.id, fromClaimId)).filter((one) => !isHiddenFrom(actor, one.source))
  // The title of an article that not everybody may open does not leave it, nor what was remarked there.
  const isOpen = from.article.access === 'desk'
  const where = isOpen ? `C${earlier.number} of “${from.article.title}”` : 'an earlier check'
  return changeOwned(actor, 'evidence.write', 'claim', claimId, async (change) => {
    await claimIn(change, claimId)
    const taken = await copyEvidence(change, claimId, isOpen ? offered : offered.map((one) => ({ ...one, note: null })), {
      told: `Taken over from ${where}.`,
      isToBeConfirmed: true,
    })
    if (taken === 0) throw new AppError('already-done', 'This claim has all of its evidence already.')
    return { taken }
  })
}

/**
 * Copies evidence to a claim, and says in its note where it is from; what rests
 * on the same source with the same quote is not copied twice. How many were.
 * Throws `too-large`.
 */
export async function copyEvidence(
  change: ArticleChange,
  claimId: string,
  offered: readonly EvidenceRecord[],
  as: { readonly told: string; readonly isToBeConfirmed: boolean },
): Promise<number> {
  const known = await evidenceOfClaim(change.id, claimId, change.tx)
  const fresh = offered.filter((one) => !known.some((other) => other.source.id === one.source.id && other.quote === one.quote))
  if (known.length + fresh.length > EVIDENCE_LIMITS.perClaim)
    throw new AppError('too-large', `A claim can have at most ${EVIDENCE_LIMITS.perClaim} pieces of evidence.`)
  for (const { stance, directness, credibility, quote, locator, note, source, isToBeConfirmed } of fresh) {
    const id = newId()
    const told = `${as.told}${note ? `\n${note}` : ''}`.slice(0, EVIDENCE_LIMITS.note)
    const fields = { stance, directness, credibility, quote, locator, note: told, isToBeConfirmed: as.isToBeConfirmed || isToBeConfirmed }
    await insertEvidence(change.tx, { ...fields, id, claimId, sourceId: source.id, createdById: change.actor.id, createdAt: change.now })
    change.record({
      name: 'evidence.added',
      subject: `claim:${claimId}`,
      before: null,
      after: { evidenceId: id, sourceId: source.id, ...fields },
    })
  }
  if (fresh.length > 0) await touchClaim(change.tx, claimId, change.now)
  return fresh.length
}

import 'server-only'
import type { Outcome } from '@/lib/core/claim/claim'
import { uncoveredIn } from '@/lib/core/coverage/coverage'
import { judgeEvidence } from '@/lib/core/evidence/evidence-rule'
import type { QuoteProof } from '@/lib/core/evidence/quote-proof'
import { groupBy } from '@/lib/core/group-by'
import { short } from '@/lib/core/text/short'
import { type Blocker, findBlockers } from '@/lib/core/workflow/blockers'
import { openReply } from '@/lib/core/workflow/right-of-reply'
import { openDifference } from '@/lib/core/workflow/second-check'
import { textOf } from '@/lib/editor/text-map'
import { claimViews } from '@/lib/server/article/claim-views'
import { type OpenArticle, openArticle } from '@/lib/server/article/open-article'
import { secondCheckFacts } from '@/lib/server/present/second-check'
import { presentSignOff, type ReadinessView } from '@/lib/server/present/sign-off'
import type { Actor } from '@/lib/server/session'
import { correctionsOfArticle } from '@/lib/server/store/corrections'
import { type EvidenceRecord, evidenceOfArticle } from '@/lib/server/store/evidence'
import { notesOfArticle } from '@/lib/server/store/notes'
import { type ErratumRecord, errataOfArticle } from '@/lib/server/store/publications'
import { replyRequestsOfArticle } from '@/lib/server/store/reply-requests'
import { secondChecksOf } from '@/lib/server/store/second-checks'
import { signOffsOfArticle } from '@/lib/server/store/sign-offs'
import { counted } from '@/lib/server/use-cases/claims/update-claim'
import { coverageOfArticle } from '@/lib/server/use-cases/coverage/read-coverage'
import { deskSettings } from '@/lib/server/use-cases/desk/change-settings'
import { proofsOf } from '@/lib/server/use-cases/evidence/capture-source'

/** What stands between an article and a sign-off, and who signed for which text. */
export async function readReadiness(actor: Actor, articleId: string): Promise<ReadinessView> {
  const open = await openArticle(actor, 'article.read', articleId)
  const { version, textHash } = open.article
  const [blockers, signOffs] = await Promise.all([blockersOf(open, new Date()), signOffsOfArticle(open.id)])
  return { isReady: blockers.length === 0, version, textHash, blockers, signOffs: signOffs.map((one) => presentSignOff(one, textHash)) }
}

/** Everything that stops a sign-off of an article as it is now. */
export async function blockersOf(open: Pick<OpenArticle, 'id' | 'document' | 'article'>, now: Date): Promise<Blocker[]> {
  const [{ evidenceRule }, claims, evidence, corrections, notes, replies, checks, errata] = await Promise.all([
    deskSettings(),
    claimViews(open),
    evidenceOfArticle(open.id).then((all) => groupBy(all, (one) => one.claimId)),
    correctionsOfArticle(open.id, 'proposed'),
    notesOfArticle(open.id),
    replyRequestsOfArticle(open.id),
    secondChecksOf(open.id).then((all) => groupBy(all, (one) => one.claimId)),
    errataOfArticle(open.id),
  ])
  const proofs = await proofsOf([...evidence.values()].flat())
  const answered = new Set(notes.flatMap((note) => (note.replyToId ? [note.replyToId] : [])))
  const iso = now.toISOString()
  const text = textOf(await open.document())
  return findBlockers({
    claims: claims.map((claim) => ({
      ...claim,
      isDueSince: dueSince(claim.recheckOn, claim.decision?.at ?? null, iso),
      isDisputed: claim.doubts.includes('disputed'),
      difference: openDifference((checks.get(claim.id) ?? []).map(secondCheckFacts), claim.decision?.at ?? null),
      sourceProblem: sourceProblemOf(claim.decision?.at ?? null, evidence.get(claim.id) ?? []),
      quoteProblem: quoteProblemOf(evidence.get(claim.id) ?? [], proofs),
      errorInPrint: errorInPrintOf(claim, errata),
      evidenceProblem: claim.evidenceOverride ? null : judgeEvidence(evidenceRule, counted(evidence.get(claim.id) ?? [])),
    })),
    openCorrections: corrections,
    openQueries: notes
      .filter((note) => note.kind === 'author-query' && note.replyToId === null && !answered.has(note.id))
      .map((note) => ({ id: note.id, claimId: note.claimId, text: note.text, owner: note.owner?.name ?? null })),
    openReplies: replies.flatMap((reply) => {
      const problem = openReply(
        {
          askedAt: reply.askedAt?.toISOString() ?? null,
          deadline: reply.deadline?.toISOString() ?? null,
          answer: reply.answer,
          used: reply.used,
          closedReason: reply.closedReason,
        },
        iso,
      )
      return problem ? [{ id: reply.id, party: reply.party, problem }] : []
    }),
    uncovered: uncoveredIn(await coverageOfArticle(open, claims)).map(({ start, end }) => ({
      range: { start, end },
      text: text.slice(start, end),
    })),
  })
}

/**
 * Quotes that were looked up in what was kept of their source, and are not
 * there. Without their words: who may look at the gate may not read every source.
 */
function quoteProblemOf(evidence: readonly EvidenceRecord[], proofs: ReadonlyMap<string, QuoteProof>): string | null {
  const absent = evidence.filter((one) => proofs.get(one.id)?.kind === 'absent').length
  if (absent === 0) return null
  return absent === 1
    ? 'the quote of one piece of its evidence is not in what was kept of the source.'
    : `the quotes of ${absent} pieces of its evidence are not in what was kept of their sources.`
}

/** An error that was noted of a claim after it was found right. */
function errorInPrintOf(
  { id, outcome, decision }: { readonly id: string; readonly outcome: Outcome | null; readonly decision: { readonly at: string } | null },
  errata: readonly ErratumRecord[],
): string | null {
  if (outcome !== 'confirmed' && outcome !== 'changed') return null
  const later = errata.find((one) => one.claimId === id && decision !== null && one.createdAt.toISOString() > decision.at)
  return later ? `“${short(later.wrong)}” for “${short(later.right)}”` : null
}

/** `today` and `decidedAt` are ISO times. */
function dueSince(recheckOn: string | null, decidedAt: string | null, today: string): string | null {
  if (!recheckOn || recheckOn > today.slice(0, 10)) return null
  return decidedAt && decidedAt.slice(0, 10) >= recheckOn ? null : recheckOn
}

/** Said without naming the source: who reads this may not be allowed to know it. */
function sourceProblemOf(decidedAt: string | null, evidence: readonly EvidenceRecord[]): string | null {
  const since = evidence.filter(({ source }) => source.standingAt && (!decidedAt || source.standingAt.toISOString() > decidedAt))
  if (since.length === 0) return null
  const isWithdrawn = since.some(({ source }) => source.standing === 'withdrawn')
  return `a source it rests on was ${isWithdrawn ? 'withdrawn' : 'corrected'} after it was decided. Look at it again, and decide anew.`
}

import 'server-only'
import { uncoveredIn } from '@/lib/core/coverage/coverage'
import { judgeEvidence } from '@/lib/core/evidence/evidence-rule'
import { groupBy } from '@/lib/core/group-by'
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
import { replyRequestsOfArticle } from '@/lib/server/store/reply-requests'
import { secondChecksOf } from '@/lib/server/store/second-checks'
import { signOffsOfArticle } from '@/lib/server/store/sign-offs'
import { counted } from '@/lib/server/use-cases/claims/update-claim'
import { coverageOfArticle } from '@/lib/server/use-cases/coverage/read-coverage'
import { deskSettings } from '@/lib/server/use-cases/desk/change-settings'

/** What stands between an article and a sign-off, and who signed for which text. */
export async function readReadiness(actor: Actor, articleId: string): Promise<ReadinessView> {
  const open = await openArticle(actor, 'article.read', articleId)
  const { version, textHash } = open.article
  const [blockers, signOffs] = await Promise.all([blockersOf(open, new Date()), signOffsOfArticle(open.id)])
  return { isReady: blockers.length === 0, version, textHash, blockers, signOffs: signOffs.map((one) => presentSignOff(one, textHash)) }
}

/** Everything that stops a sign-off of an article as it is now. */
export async function blockersOf(open: Pick<OpenArticle, 'id' | 'document' | 'article'>, now: Date): Promise<Blocker[]> {
  const [{ evidenceRule }, claims, evidence, corrections, notes, replies, checks] = await Promise.all([
    deskSettings(),
    claimViews(open),
    evidenceOfArticle(open.id).then((all) => groupBy(all, (one) => one.claimId)),
    correctionsOfArticle(open.id, 'proposed'),
    notesOfArticle(open.id),
    replyRequestsOfArticle(open.id),
    secondChecksOf(open.id).then((all) => groupBy(all, (one) => one.claimId)),
  ])
  const answered = new Set(notes.flatMap((note) => (note.replyToId ? [note.replyToId] : [])))
  const iso = now.toISOString()
  const text = textOf(await open.document())
  return findBlockers({
    claims: claims.map((claim) => ({
      ...claim,
      isDueSince: dueSince(claim.recheckOn, claim.decision?.at ?? null, iso),
      difference: openDifference((checks.get(claim.id) ?? []).map(secondCheckFacts), claim.decision?.at ?? null),
      sourceProblem: sourceProblemOf(claim.decision?.at ?? null, evidence.get(claim.id) ?? []),
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
